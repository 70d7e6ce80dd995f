"""The tables: documents with their versions and pieces; drafts, conversations and the audit."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  # SQLAlchemy reads the annotations
from typing import Final

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table of the store."""

    metadata = MetaData(naming_convention=NAMES)


class DocumentRow(Base):
    """A document as it stands today; `about` is JSON, dates in force are integers YYYYMMDD."""

    __tablename__ = "document"

    source: Mapped[str] = mapped_column(String(200), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    practice: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text, default="", index=True)
    card: Mapped[str | None] = mapped_column(String(20))
    url: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[str | None] = mapped_column(String(20))
    checked: Mapped[str | None] = mapped_column(String(10))
    valid_from: Mapped[int] = mapped_column(Integer, default=0)
    valid_to: Mapped[int] = mapped_column(Integer, default=99991231)
    about: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(Integer)
    generation: Mapped[int] = mapped_column(Integer)
    added: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.current_timestamp())

    versions: Mapped[list[VersionRow]] = relationship(passive_deletes=True, order_by="VersionRow.number")
    chunks: Mapped[list[ChunkRow]] = relationship(passive_deletes=True, order_by="ChunkRow.ordinal")

    __table_args__ = (Index(None, "practice", "kind"),)


class VersionRow(Base):
    """The text of one version of a document: quotes are checked against it."""

    __tablename__ = "document_version"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(ForeignKey("document.source", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    added: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.current_timestamp())

    __table_args__ = (UniqueConstraint("source", "number"),)


class ChunkRow(Base):
    """A piece of the current version: `text` is the version's `[start:stop]`, in code points."""

    __tablename__ = "chunk"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    source: Mapped[str] = mapped_column(ForeignKey("document.source", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int] = mapped_column(Integer)
    section: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    start: Mapped[int] = mapped_column(Integer)
    stop: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))


class StateRow(Base):
    """A few values by name: the generation of the documents, the mark of the shipped sheets."""

    __tablename__ = "state"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class DraftRow(Base):
    """A draft, whatever the number of its versions; `chat` is an id such as `telegram:42`."""

    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    practice: Mapped[str] = mapped_column(String(80))
    chat: Mapped[str] = mapped_column(String(80))
    craft: Mapped[str] = mapped_column(String(20))
    made: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    versions: Mapped[list[DraftVersionRow]] = relationship(
        passive_deletes=True, order_by="DraftVersionRow.number"
    )

    __table_args__ = (Index(None, "practice", "chat"),)


class DraftVersionRow(Base):
    """One version: what the guard let out, what the writer wrote before, from masked text alone.

    `text` is NULL when the guard refused; `findings` (rule, span, severity, fix) and `sources` are JSON.
    """

    __tablename__ = "draft_version"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    draft: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    platform: Mapped[str] = mapped_column(String(20))
    writer: Mapped[str] = mapped_column(String(120))
    verdict: Mapped[str] = mapped_column(String(20))
    text: Mapped[str | None] = mapped_column(Text)
    written: Mapped[str] = mapped_column(Text)
    findings: Mapped[str] = mapped_column(Text)
    sources: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (UniqueConstraint("draft", "number"),)


class AuditRow(Base):
    """Who did what, when, to which exact text; rows are only ever added: the database refuses the rest."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    practice: Mapped[str] = mapped_column(String(80), index=True)
    chat: Mapped[str] = mapped_column(String(80))
    user: Mapped[str] = mapped_column("user_id", String(80))
    role: Mapped[str] = mapped_column(String(20), server_default="")
    action: Mapped[str] = mapped_column(String(20))
    draft: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    rules: Mapped[str] = mapped_column(Text)
    catalogue: Mapped[str] = mapped_column(String(64))


class WaiverRow(Base):
    """What a person lets stand in the texts of a practice: a rule, the SHA-256 of words, a masked reason.

    `until` is the last day in force (ISO date), `ended` when somebody took it back.
    """

    __tablename__ = "waiver"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    practice: Mapped[str] = mapped_column(String(80), index=True)
    rule: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    user: Mapped[str] = mapped_column("user_id", String(80))
    until: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SignatureRow(Base):
    """Who read a sheet through: `digest` is `knowledge.model.Document.reading` of that day, `ended` when it was undone.

    A signature outlives the sheet's versions: it goes on standing, and counts only for the version that was read.
    """

    __tablename__ = "signature"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    practice: Mapped[str] = mapped_column(String(80), index=True)
    source: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    signer: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class ChatRow(Base):
    """What a conversation remembers, as JSON; everything in it is masked."""

    __tablename__ = "chat"

    practice: Mapped[str] = mapped_column(String(80), primary_key=True)
    chat: Mapped[str] = mapped_column(String(80), primary_key=True)
    state: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class HandledUpdateRow(Base):
    """How far an update went, for a day: its number alone, never what it says; `sending` is set before a send."""

    __tablename__ = "handled_update"

    bot: Mapped[str] = mapped_column(String(20), primary_key=True)
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    stage: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class EntryRow(Base):
    """What a practice keeps beside its drafts; `value` is JSON and masked, `due` when its room hears of it again."""

    __tablename__ = "entry"

    practice: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    chat: Mapped[str] = mapped_column(String(80))
    user: Mapped[str] = mapped_column("user_id", String(80))
    due: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), index=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index(None, "kind", "key"),)
