from sqlalchemy.dialects.postgresql import CreateEnumType, DropEnumType, ENUM

from registry import construct

case = construct("enum_type")
color = ENUM("red", "green", name="color")
odd = ENUM("it's", "", 'say "hi"', "a,b", name="My Color", schema="app")

case("create", CreateEnumType(color), only="postgresql")
case("create-odd", CreateEnumType(odd), only="postgresql")
case("create-one", CreateEnumType(ENUM("a", name="select")), only="postgresql")
case("drop", DropEnumType(color), only="postgresql")
case("drop-odd", DropEnumType(odd), only="postgresql")
