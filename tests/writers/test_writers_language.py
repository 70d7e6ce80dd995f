"""French or not, on invented sentences and on our own corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.writers.language import is_french

CORPUS = Path(__file__).parents[2] / "knowledge" / "corpus"
FRENCH = [
    "Bonjour, merci pour votre message. Le secrétariat vous répond aux heures d’ouverture.",
    "Une cicatrice évolue pendant douze à dix-huit mois.",
    "Merci.",
    "Blépharoplastie\u00a0: quatre idées reçues",
    "Œdème, ecchymoses, gêne\u00a0: les suites habituelles.",
    "Appelez le 15 ou le 112 sans attendre.",
    "Le secret médical ne permet pas d’évoquer ici une situation individuelle.",
    "• gonflement\n• bleus\n• gêne modérée",
    "☀️ Soleil et cicatrices\u00a0: ce qu’il faut savoir\n\n#cicatrice #soleil",
    "Bonjour ⟦PRÉNOM⟧, votre message est transmis au chirurgien.",
    "Le lifting, le peeling et le laser sont trois techniques différentes.",
    "12 h – 14 h 30",
    "",
    "😀😀",
]
FOREIGN = [
    "Thank you for your message, the office will answer you as soon as possible.",
    "The sun can darken a recent scar.",
    "Gracias por su mensaje, el secretariado le responde en las horas de apertura.",
    "Obrigado pela sua mensagem, o consultório responde nas horas de abertura para você.",
    "Grazie per il suo messaggio, la segreteria risponde negli orari di apertura dello studio.",
    "Vielen Dank für Ihre Nachricht, das Sekretariat antwortet Ihnen während der Öffnungszeiten.",
    "شكرا على رسالتك، سيجيبك المكتب في أوقات العمل.",
    "Спасибо за ваше сообщение, кабинет ответит в часы работы.",
    "感谢您的留言，诊所会在工作时间回复您。",
    "Le secrétariat vous répond. The office will answer you as soon as it can. Merci à vous.",
    "Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt ut labore",
]


@pytest.mark.parametrize("text", FRENCH)
def test_language_knows_french(text: str) -> None:
    assert is_french(text)


@pytest.mark.parametrize("text", FOREIGN)
def test_language_knows_what_is_not_french(text: str) -> None:
    assert not is_french(text)


@pytest.mark.parametrize("sheet", sorted(CORPUS.glob("topics/*.md")), ids=lambda path: path.stem)
def test_language_knows_our_own_sheets_for_french(sheet: Path) -> None:
    _, _, body = sheet.read_text("utf-8").removeprefix("---").partition("\n---\n")
    paragraphs = [line.lstrip("#-* ") for line in body.splitlines() if line.strip()]
    assert paragraphs
    assert [line for line in paragraphs if not is_french(line)] == []
