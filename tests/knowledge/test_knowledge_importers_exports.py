"""What a site and the platforms give back: pages without their furniture, past posts with their day, and never a private message."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import Foreign, Unreadable
from knowledge.importers import import_file
from knowledge.importers.dates import iso_date
from knowledge.importers.html import DROPPED

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.model import Document

SUN = "Protéger sa cicatrice du soleil\u00a0: un an, c’est l’usage. ☀️"
SMOKE = "Le tabac retarde la cicatrisation, avant comme après l’opération."


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def as_meta(text: str) -> str:
    """Return `text` as the exports of Meta write it: each byte of its UTF-8 as a character."""
    return text.encode().decode("latin-1")


def told(documents: tuple[Document, ...]) -> list[tuple[str, str, str]]:
    return [(one.text.strip(), one.about.published, one.about.platform) for one in documents]


def instagram(*texts: str, day: int = 1_647_072_000) -> str:
    return json.dumps(
        [
            {"media": [{"uri": "a.jpg", "creation_timestamp": day + n, "title": as_meta(text)}]}
            for n, text in enumerate(texts)
        ]
    )


# --- Past posts


def test_instagram_posts_come_with_their_day_and_their_accents(tmp_path: Path) -> None:
    found = import_file(write(tmp_path / "posts_1.json", instagram(SUN, SMOKE)))
    assert told(found) == [(SUN, "2022-03-12", "instagram"), (SMOKE, "2022-03-12", "instagram")]
    assert {one.about.nature for one in found} == {"post"}
    assert len({one.source for one in found}) == 2


def test_instagram_carousel_has_one_text_for_many_pictures(tmp_path: Path) -> None:
    pictures = [{"uri": name, "creation_timestamp": 1, "title": ""} for name in ("a", "b")]
    post = [{"media": pictures, "title": as_meta(SUN), "creation_timestamp": 1_647_072_000}]
    assert told(import_file(write(tmp_path / "p.json", json.dumps(post)))) == [
        (SUN, "2022-03-12", "instagram")
    ]


def test_instagram_reels_are_looked_for_inside_their_object(tmp_path: Path) -> None:
    reels = {"ig_reels_media": json.loads(instagram(SUN))}
    assert told(import_file(write(tmp_path / "reels.json", json.dumps(reels)))) == [
        (SUN, "2022-03-12", "instagram")
    ]


def test_facebook_post_is_its_own_words_or_those_of_its_picture(tmp_path: Path) -> None:
    posts = [
        {
            "timestamp": 1_577_880_000,
            "title": "Cabinet",
            "data": [{"update_timestamp": 1}, {"post": as_meta(SUN)}],
        },
        {"timestamp": 1_577_980_000, "attachments": [{"data": [{"media": {"description": as_meta(SMOKE)}}]}]},
    ]
    found = import_file(write(tmp_path / "your_posts_1.json", json.dumps(posts)))
    assert told(found) == [(SUN, "2020-01-01", "facebook"), (SMOKE, "2020-01-02", "facebook")]


def test_linkedin_lines_lose_the_quotes_that_the_export_puts_between_them(tmp_path: Path) -> None:
    shares = (
        "Date,ShareLink,ShareCommentary,Visibility\n"
        '2023-03-12 09:15:22,https://l.example/1,"La main évolue beaucoup.""\n""""\n""Voici ses limites.",ALL\n'
    )
    found = import_file(write(tmp_path / "Shares.csv", shares))
    assert told(found) == [("La main évolue beaucoup.\n\nVoici ses limites.", "2023-03-12", "linkedin")]
    assert found[0].url == "https://l.example/1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16"])
@pytest.mark.parametrize("comma", [";", ",", "\t"])
def test_table_is_read_whatever_the_spreadsheet_that_wrote_it(
    tmp_path: Path, encoding: str, comma: str
) -> None:
    rows = [
        ["Date de publication", "Réseau", "Texte"],
        ["1/4/2023", "FB", SMOKE],
        ["", "", SMOKE + " Encore."],
    ]
    lines = "\r\n".join(comma.join(f'"{cell}"' for cell in row) for row in rows)
    found = import_file(write(tmp_path / "planning.csv", lines.encode(encoding)))
    assert told(found) == [(SMOKE, "2023-04-01", "facebook"), (SMOKE + " Encore.", "", "")]


def test_platform_comes_from_the_nearest_name_when_the_table_has_none(tmp_path: Path) -> None:
    path = write(tmp_path / "export linkedin" / "posts.csv", f"texte\n{SMOKE}\n")
    assert import_file(path)[0].about.platform == "linkedin"


@pytest.mark.parametrize("form", [json.dumps, lambda rows: "\n".join(json.dumps(row) for row in rows)])
def test_plain_json_is_a_list_or_a_line_each(tmp_path: Path, form: object) -> None:
    rows = [{"date": "2024-05-06", "platform": "Google", "text": SUN}, {"caption": SMOKE}]
    found = import_file(write(tmp_path / "p.json", form(rows)))  # type: ignore[operator]
    assert told(found) == [(SUN, "2024-05-06", "google"), (SMOKE, "", "")]


def test_post_keeps_its_id_when_its_words_change(tmp_path: Path) -> None:
    first = import_file(write(tmp_path / "p.json", instagram(SUN, SMOKE)))
    second = import_file(write(tmp_path / "p.json", instagram(SUN + " Mis à jour.", SMOKE)))
    assert [one.source for one in first] == [one.source for one in second]
    assert first[0].sha256 != second[0].sha256


def test_same_post_twice_and_a_post_of_pictograms_count_for_nothing(tmp_path: Path) -> None:
    found = import_file(
        write(tmp_path / "p.csv", f"date;texte\n1/2/2023;{SUN}\n1/2/2023;{SUN}\n2/2/2023;😍😍😍\n")
    )
    assert told(found) == [(SUN, "2023-02-01", "")]


def test_post_is_named_by_its_first_words(tmp_path: Path) -> None:
    long = "#cicatrice 🌞 La peau change de couleur avec le temps, et personne ne peut dire quand cela s’arrête.\nSuite."
    (found,) = import_file(write(tmp_path / "p.json", json.dumps([{"text": long}])))
    assert found.title == "La peau change de couleur avec le temps, et personne ne peut dire…"


def test_post_that_looks_like_a_heading_is_a_post_and_an_empty_item_stops_no_other(tmp_path: Path) -> None:
    export = wordpress(
        an_item(1, "<h2>Que des titres sur cette page du site, et pas de texte</h2>"), an_item(2, SUN * 2)
    )
    assert [one.title for one in import_file(write(tmp_path / "e.xml", export))] == ["Page 2"]
    (post,) = import_file(write(tmp_path / "p.json", json.dumps([{"text": f"# {SMOKE}"}])))
    assert [chunk.text for chunk in post.chunks] == [f"# {SMOKE}"]


MESSAGES = {
    "message_1.json": json.dumps(
        {
            "participants": [{"name": "J"}],
            "messages": [{"sender_name": "J", "content": SMOKE, "timestamp_ms": 1}],
        }
    ),
    "chat.json": json.dumps([{"from": "J", "to": "Cabinet", "text": SMOKE}]),
    "messages.csv": f"CONVERSATION ID,FROM,TO,DATE,CONTENT\n1,J,Cabinet,2023-01-01,{SMOKE}\n",
    "reviews.json": json.dumps({"reviews": [{"reviewer": {"displayName": "J"}, "text": SMOKE}]}),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_private_messages_and_reviews_never_enter(tmp_path: Path, name: str) -> None:
    with pytest.raises(Foreign, match="messages privés"):
        import_file(write(tmp_path / name, MESSAGES[name]))


@pytest.mark.parametrize("folder", ["inbox", "message_requests", "archived_threads"])
@pytest.mark.parametrize("name", ["message_1.html", "message_1.json", "photo.txt"])
def test_folder_of_messages_is_not_even_opened(tmp_path: Path, folder: str, name: str) -> None:
    path = write(tmp_path / "messages" / folder / "julie" / name, SMOKE)
    with pytest.raises(Foreign, match="messages privés"):
        import_file(path)


def test_html_export_of_meta_is_asked_for_again_in_json(tmp_path: Path) -> None:
    page = f'<html><body><div class="pam _a6-g uiBoxWhite noborder">{SMOKE}</div></body></html>'
    with pytest.raises(Foreign, match="au format JSON"):
        import_file(write(tmp_path / "posts_1.html", page))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "likes.json",
            '{"likes": [{"title": "x", "string_list_data": [{"timestamp": 1}]}]}',
            "aucune publication",
        ),
        ("coupe.json", '[{"text": "Bon', "n’est pas du JSON"),
        ("profond.json", "[" * 60_000, "n’est pas du JSON"),
        ("table.csv", "nom;prix\nx;3\n", "pas de colonne"),
        ("vide.json", "[]", "aucune publication"),
        ("guillemet.csv", 'texte\n"' + "a" * 2_000_000, "tableau est illisible"),
    ],
)
def test_export_that_holds_no_post_says_why(tmp_path: Path, name: str, content: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        import_file(write(tmp_path / name, content))


# --- Dates


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2023-03-12T09:15:00+01:00", "2023-03-12"),
        ("2023/3/2", "2023-03-02"),
        (1_647_072_000, "2022-03-12"),
        ("1647072000000", "2022-03-12"),
        ("12/03/2023 10:00", "2023-03-12"),
        ("3/25/2023", "2023-03-25"),
        ("12.03.23", "2023-03-12"),
        ("le 1er août 2021", "2021-08-01"),
        ("Mon, 05 Jul 2021 10:00:00 +0000", "2021-07-05"),
        ("March 2, 2024", "2024-03-02"),
        ("31/02/2023", ""),
        ("bientôt", ""),
        ("", ""),
    ],
)
def test_date_is_read_in_the_forms_that_exports_use(said: object, day: str) -> None:
    assert iso_date(said) == day


def test_american_tables_put_the_month_first() -> None:
    assert (iso_date("03/12/2023", month_first=True), iso_date("03/12/2023")) == ("2023-03-12", "2023-12-03")


@given(st.dates(min_value=date(100, 1, 1)))
def test_date_comes_back_from_its_iso_and_its_french_forms(day: date) -> None:
    assert iso_date(day) == str(day)
    assert iso_date(f"{day:%d/%m/}{day.year:04}") == str(day)


@given(st.text(max_size=40))
def test_any_text_gives_a_day_or_nothing(said: str) -> None:
    found = iso_date(said)
    assert found == "" or iso_date(found) == found


# --- A web site

PAGE = f"""<!doctype html><html><head><title>La rhinoplastie - Cabinet du Port</title>
<meta property="article:published_time" content="2022-04-05T10:00:00+02:00">
<link rel="canonical" href="https://cabinet.example/rhinoplastie/"></head><body class="page">
<div id="header" class="site-header"><ul class="menu-principal"><li><a href="/">Accueil du site</a></li></ul></div>
<div class="cookie-banner">Nous utilisons des cookies.</div><div role="navigation">Fil du site</div>
<div id="content"><h1>La rhinoplastie</h1><p>{SMOKE}</p><p style="display: none">Texte caché du modèle</p>
<div class="social-share">Partager sur un réseau</div><div id="comments">Merci docteur, signé Julie</div></div>
<div class="sidebar widget-area">Articles récents du blog</div><div id="footer">Mentions légales du pied</div></body></html>"""


def test_page_of_a_site_keeps_its_text_its_day_and_its_address(tmp_path: Path) -> None:
    (page,) = import_file(write(tmp_path / "rhinoplastie.html", PAGE))
    assert (page.title, page.text) == ("La rhinoplastie", f"# La rhinoplastie\n\n{SMOKE}\n")
    assert (page.about.nature, page.about.published) == ("page", "2022-04-05")
    assert page.url == "https://cabinet.example/rhinoplastie/"


def test_class_that_names_a_menu_does_not_take_the_whole_page_away(tmp_path: Path) -> None:
    wrapped = (
        f'<html><body><div class="menu-ouvert site"><h1>Le tabac</h1><p>{SMOKE * 5}</p></div></body></html>'
    )
    assert SMOKE in import_file(write(tmp_path / "page.html", wrapped))[0].text


def test_main_part_stands_for_the_page(tmp_path: Path) -> None:
    page = f"<html><body><p>Bandeau sans classe</p><main><h1>Le tabac</h1><p>{SMOKE * 6}</p></main><p>Pied</p></body></html>"
    text = import_file(write(tmp_path / "page.html", page))[0].text
    assert SMOKE in text
    assert "Bandeau" not in text


def test_title_loses_the_name_of_the_site(tmp_path: Path) -> None:
    page = f"<html><head><title>Le tabac | Cabinet du Port</title></head><body><p>{SMOKE}</p></body></html>"
    assert import_file(write(tmp_path / "x.html", page))[0].title == "Le tabac"


@pytest.mark.parametrize(
    "page",
    [
        '<html><body class="archive category"><p>{}</p></body></html>',
        '<html><head><link rel="canonical" href="https://c.example/tag/nez/"></head><body><p>{}</p></body></html>',
    ],
)
def test_list_of_pages_is_no_document(tmp_path: Path, page: str) -> None:
    with pytest.raises(Foreign, match="page de liste"):
        import_file(write(tmp_path / "x.html", page.format(SMOKE)))


@pytest.mark.parametrize("tag", [one for one in DROPPED if one != "head"])
def test_part_that_nobody_reads_is_dropped(tmp_path: Path, tag: str) -> None:
    page = f"<html><body><p>{SMOKE}</p><{tag}>Rien à lire dans cette partie</{tag}></body></html>"
    assert "Rien à lire" not in import_file(write(tmp_path / "x.html", page))[0].text


def test_deep_page_is_read_or_refused_without_a_crash(tmp_path: Path) -> None:
    path = write(tmp_path / "x.html", "<div>" * 5_000 + SMOKE + "</div>" * 5_000)
    try:
        texts = [one.text for one in import_file(path)]
    except Unreadable as error:
        texts = [error.notice]
    assert len(texts) == 1


@pytest.mark.parametrize(
    "place", ["lifting/index.html", "lifting.html", "cabinet.example/lifting/index.html"]
)
def test_plan_of_the_site_dates_the_copies_of_its_pages(tmp_path: Path, place: str) -> None:
    plan = "<urlset><url><loc>https://cabinet.example/lifting/</loc><lastmod>2021-06-07T08:00:00Z</lastmod></url></urlset>"
    write(tmp_path / "site" / "sitemap.xml", plan)
    (page,) = import_file(
        write(tmp_path / "site" / place, f"<html><body><h1>Lifting</h1><p>{SMOKE}</p></body></html>")
    )
    assert (page.about.published, page.url) == ("2021-06-07", "https://cabinet.example/lifting/")


def test_plan_of_a_site_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(Foreign, match="plan du site"):
        import_file(
            write(tmp_path / "sitemap.xml", "<urlset><url><loc>https://c.example/</loc></url></urlset>")
        )


ITEM = (
    "<item><title>{title}</title><link>https://c.example/{n}/</link><pubDate>Mon, 05 Jul 2021 10:00:00 +0000</pubDate>"
    "<content:encoded><![CDATA[{text}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>"
    "<wp:post_id>{n}</wp:post_id><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>"
)


def wordpress(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{"".join(items)}</channel></rss>'
    )


def an_item(n: int, text: str, status: str = "publish", kind: str = "page", more: str = "") -> str:
    return ITEM.format(n=n, title=f"Page {n}", text=text, status=status, kind=kind, more=more)


def test_wordpress_gives_what_is_published_and_no_comment(tmp_path: Path) -> None:
    comment = "<wp:comment><wp:comment_author>Julie</wp:comment_author><wp:comment_content>Merci</wp:comment_content></wp:comment>"
    text = f"<!-- wp:paragraph --><p>{SMOKE}</p>[et_pb_row admin=&quot;x&quot;]\n\nÀ la main, et au propre.[/et_pb_row]"
    export = wordpress(
        an_item(12, text, more=comment),
        an_item(13, SUN * 2, kind="post"),
        an_item(14, SUN * 2, status="draft"),
        an_item(15, SUN * 2, kind="attachment"),
        an_item(16, SUN * 2, more="<wp:post_password>x</wp:post_password>"),
    )
    found = import_file(write(tmp_path / "export.xml", export))
    assert [(one.title, one.about.published) for one in found] == [
        ("Page 12", "2021-07-05"),
        ("Page 13", "2021-07-05"),
    ]
    assert found[0].text == f"{SMOKE}\n\nÀ la main, et au propre.\n"
    assert found[0].url == "https://c.example/12/"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<rss><channel></channel></rss>", "aucune page"),
        ("<facture><ligne>x</ligne></facture>", "pas l’export d’un site"),
        ("pas du tout du XML", "endommagé"),
    ],
)
def test_other_xml_says_what_it_lacks(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        import_file(write(tmp_path / "x.xml", content))


def test_xml_reaches_no_file_of_the_machine(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "mot-de-passe-du-cabinet")
    bomb = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    export = wordpress(an_item(1, SMOKE, more="<description>&x;</description>")).replace("?>", f"?>{bomb}", 1)
    texts = [one.text for one in import_file(write(tmp_path / "export.xml", export))]
    assert texts == [f"{SMOKE}\n"]
