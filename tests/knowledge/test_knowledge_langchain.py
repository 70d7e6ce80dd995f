"""The library in someone's LangChain chain."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from bot.drafting.ports import Kind
from knowledge.langchain_retriever import as_retriever

if TYPE_CHECKING:
    from knowledge.library import IndexLibrary


async def test_retriever_gives_documents_with_their_place(library: IndexLibrary) -> None:
    documents = await as_retriever(library, limit=2).ainvoke("forme du nez")
    assert documents[0].page_content == "La rhinoplastie modifie la forme du nez."
    assert documents[0].metadata["source"] == "topic:rhinoplastie"
    assert documents[0].metadata["end"] - documents[0].metadata["start"] == len(documents[0].page_content)
    assert "card" not in documents[0].metadata


async def test_retriever_keeps_to_its_kinds(library: IndexLibrary) -> None:
    documents = await as_retriever(library, kinds=[Kind.DEONTOLOGY]).ainvoke("secret professionnel")
    assert {document.metadata["card"] for document in documents} == {"K21"}


async def test_retriever_gives_nothing_when_nothing_answers(library: IndexLibrary) -> None:
    assert await as_retriever(library).ainvoke("recette de la tarte aux pommes") == []


def test_retriever_answers_without_a_loop(library: IndexLibrary) -> None:
    documents = as_retriever(library).invoke("bronzer")
    assert documents[0].metadata["source"] == "topic:soleil"


async def test_retriever_stands_in_a_chain(library: IndexLibrary) -> None:
    from langchain_core.runnables import RunnableLambda

    chain = as_retriever(library) | RunnableLambda(lambda documents: documents[0].metadata["title"])
    assert await chain.ainvoke("tabac") == "Le tabac et la chirurgie"


def test_naming_the_module_does_not_load_langchain() -> None:
    code = "import sys, knowledge.langchain_retriever; print('langchain_core' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "False"
