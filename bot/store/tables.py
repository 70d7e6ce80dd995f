"""The tables of the documents: what was read, each version of it, and the pieces it is cut into."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  # SQLAlchemy reads the annotations
from typing import Final

from sqlalchemy import DateTime, ForeignKey, Index, Integer, MetaData, String, Text, UniqueConstraint, func
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
    path: Mapped[str] = mapped_column(Text, default="")
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
