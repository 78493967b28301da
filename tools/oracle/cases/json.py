"""Places in documents, for the databases whose functions are the standard's."""
from sqlalchemy import Column, Integer, JSON, MetaData, select, Table

from registry import construct

case = construct("json")
t = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("doc", JSON))
doc, path = t.c.doc, t.c.doc[("a", 0, "it's")]
documents = "mssql oracle"

case("key", select(doc["a"]), only=documents)
case("index", select(doc[1]), only=documents)
case("path", select(path), only=documents)
case("where-is-null", select(t.c.id).where(doc["a"].is_(None)), only=documents)
case("text", select(path.as_string()), only=documents)
case("where-text", select(t.c.id).where(doc["a"].as_string() == "x"), only=documents)
case("integer", select(doc["a"].as_integer()), only=documents)
case("where-integer", select(t.c.id).where(doc["a"].as_integer() > 5), only=documents)
case("float", select(doc["a"].as_float()), only=documents)
case("boolean", select(doc["a"].as_boolean()), only=documents)
