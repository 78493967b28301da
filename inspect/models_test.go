package inspect_test

import (
	"testing"

	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// What every database has: each type of package types, with each of its arguments.
var everyType = map[string]types.Type{
	"integer": types.Integer(), "small": types.SmallInteger(), "big": types.BigInteger(), "string": types.String(50), "char": types.Char(7),
	"string_any": types.String(0), "text": types.Text(), "numeric": types.Numeric(12, 4), "whole": types.Numeric(9, 0),
	"float": types.Float(), "real": types.Real(), "double": types.Double(), "bool": types.Boolean(),
	"datetime": types.DateTime(), "zoned": types.DateTime().WithTimeZone(), "datetime3": types.DateTimeType{Precision: 3},
	"datetime0": types.DateTimeType{Precision: -1}, "timestamp": types.Timestamp(), "timestamp2": types.TimestampType{Precision: 2},
	"date": types.DateType{}, "time": types.Time(), "time1": types.TimeType{Precision: 1}, "interval": types.Interval(),
	"binary": types.LargeBinary(), "json": types.JSON(), "jsonb": types.JSONType{Binary: true}, "uuid": types.UUIDType{},
	"array": types.Array(types.Integer()), "strings": types.Array(types.String(5)),
	"mood": types.Enum("sad", "it's", `a\b,"c"`, "").Named("mood"), "checked": types.EnumType{Check: true},
}

// Types that only one database has.
var postgresqlTypes = map[string]types.Type{
	"numeric_any": types.NumericType{}, "time_zoned": types.TimeType{TimeZone: true}, "zoned3": types.DateTimeType{TimeZone: true, Precision: 3},
	"interval_fields": types.IntervalType{Fields: "DAY TO SECOND", Precision: 3}, "interval_year": types.IntervalType{Fields: "YEAR"},
	"float24": types.FloatType{Precision: 24}, "float53": types.FloatType{Precision: 53},
	"collated": types.StringType{Length: 9, Collation: "C"}, "text_c": types.TextType{Collation: "C"}, "char_c": types.CharType{Length: 2, Collation: "C"},
	"inet": postgresql.Inet(), "cidr": postgresql.CIDR(), "mac": postgresql.MACAddr(), "mac8": postgresql.MACAddr8(), "money": postgresql.Money(),
	"tsvector": postgresql.TSVector(), "tsquery": postgresql.TSQuery(), "jsonpath": postgresql.JSONPath(), "xml": postgresql.XML(),
	"oid": postgresql.OID(), "regclass": postgresql.RegClass(), "regconfig": postgresql.RegConfig(),
	"r4": postgresql.Int4Range(), "r8": postgresql.Int8Range(), "rn": postgresql.NumRange(), "rd": postgresql.DateRange(),
	"rt": postgresql.TSRange(), "rz": postgresql.TSTZRange(), "m4": postgresql.Int4Multirange(), "m8": postgresql.Int8Multirange(),
	"mn": postgresql.NumMultirange(), "md": postgresql.DateMultirange(), "mt": postgresql.TSMultirange(), "mz": postgresql.TSTZMultirange(),
	"bit": postgresql.Bit(5), "bits": postgresql.VarBit(7), "bits_any": postgresql.VarBit(0), "jsonb": postgresql.JSONB(),
	"inets": types.Array(postgresql.Inet()), "moods": types.Array(types.Enum("a", "b").Named("small_mood")), "point": types.Raw("point"),
	"quoted": types.Enum("x").Named(`Odd "name"`), "numerics": types.Array(types.Numeric(5, 2)), "zones": types.Array(types.DateTime().WithTimeZone()),
}

var mariaDBTypes = map[string]types.Type{
	"tiny": mysql.TinyInt(), "tiny_u": mysql.TinyInt().AsUnsigned(), "small_u": mysql.SmallInt().AsUnsigned(), "medium": mysql.MediumInt(),
	"int_u": mysql.Int().AsUnsigned(), "big_u": mysql.BigInt().AsUnsigned(),
	"zero": mysql.IntType{Name: "INTEGER", Width: 6, Unsigned: true, Zerofill: true}, "dec_u": mysql.Decimal(8, 3).AsUnsigned(),
	"float": mysql.Float(7, 3), "double": mysql.Double(10, 4).AsUnsigned(),
	"tinytext": mysql.TinyText(), "mediumtext": mysql.MediumText(), "longtext": mysql.LongText(),
	"latin": mysql.StringType{Name: "VARCHAR", Length: 20, Charset: "latin1"}, "latin_bin": mysql.StringType{Name: "CHAR", Length: 3, Charset: "latin1", Collation: "latin1_bin"},
	"collated": types.StringType{Length: 9, Collation: "utf8mb4_bin"}, "text_bin": types.TextType{Collation: "utf8mb4_bin"},
	"binary": mysql.Binary(16), "varbinary": mysql.Varbinary(20), "tinyblob": mysql.TinyBlob(), "mediumblob": mysql.MediumBlob(), "longblob": mysql.LongBlob(),
	"bit": mysql.Bit(8), "year": mysql.Year(), "set": mysql.Set("a", "b'c", `d\e`), "enum": types.Enum("x,y", "z'"), "geometry": types.Raw("geometry"),
	"native_uuid": types.Raw("uuid"), "inet6": types.Raw("inet6"),
}

var sqliteTypes = map[string]types.Type{
	"collated": types.StringType{Length: 9, Collation: "NOCASE"}, "text_rtrim": types.TextType{Collation: "RTRIM"}, "bigint": types.Raw("BIGINT"),
	"odd": types.Raw("MY ODD TYPE(1,2)"), "decimal": types.Raw("DECIMAL(5,2)"), "untyped": types.NullType{}, "number": types.NumericType{},
}

func TestRoundTripTypes(t *testing.T) {
	own := map[string]map[string]types.Type{sqliteDB: sqliteTypes, postgresqlDB: postgresqlTypes, mariaDB: mariaDBTypes}
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		declared(t, db, e, func(m *schema.MetaData) {
			for name, list := range map[string]map[string]types.Type{"common": everyType, "own": own[db]} {
				table := schema.NewTable(m, name)
				table.AddColumn(schema.NewColumn("id", types.Integer())).PrimaryKey = true
				table.SetPrimaryKey(table.Columns[0])
				for _, n := range sorted(list) {
					typ := list[n]
					if n == "checked" {
						typ = types.Enum("a", "b").Checked()
					}
					table.AddColumn(schema.NewColumn(n, typ))
					required := schema.NewColumn(n+"_required", typ)
					required.Nullable = false
					table.AddColumn(required)
				}
			}
		})
	})
}

func TestRoundTripConstraints(t *testing.T) {
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		declared(t, db, e, func(m *schema.MetaData) { constraints(db, m) })
	})
}

func constraints(db string, m *schema.MetaData) {
	parents := schema.Define("parents", m,
		schema.Col("a", types.Integer(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("b", types.String(20), schema.PrimaryKey()),
		schema.Col("c", types.Integer(), schema.NotNull(), schema.Unique()),
		schema.Col("self", types.Integer(), schema.ForeignKeyTo("parents.c", schema.Name("fk_self"))))
	parents.PrimaryKey.Name = "pk_parents"
	children := schema.Define("children", m,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("a", types.Integer()), schema.Col("b", types.String(20)),
		schema.Col("c1", types.Integer(), schema.NotNull(), schema.ForeignKeyTo("parents.c", schema.OnDelete(schema.Cascade))),
		schema.Col("c2", types.Integer(), schema.ForeignKeyTo("parents.c", schema.OnDelete(schema.SetNull), schema.OnUpdate(schema.Cascade))),
		schema.Col("c3", types.Integer(), schema.ForeignKeyTo("parents.c", schema.OnUpdate(schema.Restrict))),
		schema.Col("d", types.Numeric(10, 2)), schema.Col("e", types.String(10)),
		schema.ForeignKeyOf([]string{"a", "b"}, []string{"parents.a", "parents.b"}, schema.Name("fk both"), schema.OnDelete(schema.NoAction)))
	children.AddUnique(children.Column("d"), children.Column("e")).Name = "uq_d_e"
	children.AddUnique(children.Column("e"))
	children.AddCheck(expr.ElementOf(expr.MakeNumber[int, int](children.Column("a")).Gt(5))).Name = "ck_a"
	children.AddCheck(expr.ElementOf(expr.MakeText[string](children.Column("e")).Ne(`it's "\x`))).Name = "ck e"
	children.AddCheck(expr.NewText("d IS NULL OR d > 0"))
	if db == mariaDB {
		return
	}
	for _, f := range []struct {
		deferrable, immediate bool
		match                 string
	}{{true, false, ""}, {true, true, ""}, {false, false, "FULL"}} {
		k := children.AddForeignKeyTo([]*schema.Column{children.Column("c1")}, "parents.c")
		k.Name = "fk_" + f.match + map[bool]string{true: "immediate", false: "deferred"}[f.immediate]
		k.Deferrable, k.Immediate, k.Match = f.deferrable, f.immediate, f.match
	}
	if db == sqliteDB {
		return
	}
	for i, u := range []schema.UniqueConstraint{{Name: "uq_deferred", Deferrable: true}, {Name: "uq_immediate", Deferrable: true, Immediate: true}, {Name: "uq_nulls", NullsNotDistinct: true}} {
		k := children.AddUnique(children.Columns[i+2])
		k.Name, k.Deferrable, k.Immediate, k.NullsNotDistinct = u.Name, u.Deferrable, u.Immediate, u.NullsNotDistinct
	}
}

func TestRoundTripIndexes(t *testing.T) {
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		declared(t, db, e, func(m *schema.MetaData) { indexes(db, m) })
	})
}

func indexes(db string, m *schema.MetaData) {
	table := schema.Define("indexed", m,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("a", types.Integer()), schema.Col("b", types.String(30)), schema.Col("c", types.Integer()), schema.Col("doc", types.JSONType{Binary: true}),
		schema.Col("plain", types.Integer(), schema.Indexed()),
		schema.IndexOf("ix two", "b", "a"), schema.UniqueIndexOf("ux", "c", "a"))
	a, b := expr.MakeNumber[int, int](table.Column("a")), expr.MakeText[string](table.Column("b"))
	add := func(name string, xs ...expr.Element) *schema.Index {
		i := table.AddIndex(xs...)
		i.Name = name
		return i
	}
	add("ix_desc", expr.OrderingElement(a.Desc()), &table.Column("c").ColumnRef, expr.OrderingElement(expr.MakeDynamic(table.Column("plain")).Desc()))
	if db == mariaDB {
		add("ix_prefix", expr.NewText("b(10)"), &table.Column("a").ColumnRef)
		return
	}
	add("ix_lower", expr.NewFunction("lower", expr.ElementOf(b)), &table.Column("a").ColumnRef)
	add("ix_sum", expr.NewBinary(expr.OpAdd, &table.Column("a").ColumnRef, &table.Column("c").ColumnRef))
	add("ix_where", &table.Column("a").ColumnRef).Where = expr.ElementOf(b.Ne("it's"))
	part := add("ux_where", &table.Column("a").ColumnRef)
	part.Unique, part.Where = true, expr.NewText("c IS NOT NULL AND a > 5")
	if db == sqliteDB {
		add("ix_collate", expr.NewText("b COLLATE NOCASE DESC"))
		return
	}
	add("ix_nulls", expr.OrderingElement(a.Asc().NullsFirst()), expr.OrderingElement(a.Desc().NullsLast()), expr.OrderingElement(a.Desc().NullsFirst()))
	add("ix_include", &table.Column("a").ColumnRef).Include = []*schema.Column{table.Column("b"), table.Column("c")}
	add("ix_gin", &table.Column("doc").ColumnRef).Using = "gin"
	add("ix_hash", &table.Column("b").ColumnRef).Using = "hash"
	add("ix_class", expr.NewText(`b COLLATE "C" text_pattern_ops DESC NULLS LAST`))
	nulls := add("ux_nulls", &table.Column("c").ColumnRef)
	nulls.Unique, nulls.NullsNotDistinct = true, true
}

func TestRoundTripColumns(t *testing.T) {
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		declared(t, db, e, func(m *schema.MetaData) { columns(db, m) })
	})
}

// columns declares defaults, comments, computed and counting columns.
func columns(db string, m *schema.MetaData) {
	evil := "it's \"odd\" \\ % : ? $1 \n /* -- é ∞"
	if db != mariaDB { // which keeps its catalogue in utf8mb3
		evil += "😀"
	}
	table := schema.Define("defaults", m,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.Comment("the "+evil)),
		schema.Col("text", types.String(200), schema.ServerDefault(expr.Lit(evil)), schema.Comment(evil)),
		schema.Col("empty", types.String(5), schema.NotNull(), schema.ServerDefault(expr.Lit(""))),
		schema.Col("number", types.Integer(), schema.ServerDefault(expr.Lit(5))),
		schema.Col("negative", types.Integer(), schema.ServerDefault(expr.Lit(-5))),
		schema.Col("decimal", types.Numeric(10, 2), schema.ServerDefault(expr.Lit(types.MustDecimal("1.50")))),
		schema.Col("truth", types.Boolean(), schema.NotNull(), schema.ServerDefault(expr.Lit(true))),
		schema.Col("day", types.DateType{}, schema.ServerDefault(expr.NewText("'2020-02-29'"))),
		schema.Col("made", types.DateTime(), schema.ServerDefault(expr.NewFunction("now"))),
		schema.Col("sum", types.Integer(), schema.ServerDefault(expr.NewText("(1 + 2)"))),
		schema.Col("doubled", types.Integer(), schema.ComputedOf(expr.NewText("number * 2"), schema.Stored)))
	table.Comment = "all of " + evil
	schema.Define("counted by hand", m, schema.Col("id", types.Integer(), schema.PrimaryKey(), schema.NoAutoincrement()))
	schema.Define("without key", m, schema.Col("n", types.Integer()))
	schema.Define("counted", m, schema.Col("id", types.Integer(), schema.PrimaryKey(), schema.IdentityOf(schema.Identity{})))
	if db != postgresqlDB {
		table.AddColumn(schema.NewColumn("virtual", types.Integer())).Computed = &schema.Computed{Expr: expr.NewText("number + 1"), Storage: schema.Virtual}
	}
	if db == sqliteDB {
		return
	}
	numbers := schema.NewSequence(m, "numbers", schema.Counter{Start: ptr(7), Increment: ptr(3)})
	schema.Define("numbered", m,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.ServerDefault(schema.NextValue(numbers))),
		schema.Col("other", types.BigInteger(), schema.ServerDefault(schema.NextValue(numbers))))
	if db == mariaDB {
		table.Options = map[string]string{"mysql": "ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"}
		return
	}
	table.Options = map[string]string{"postgresql": "WITH (fillfactor=70)"}
	schema.Define("identities", m,
		schema.Col("small", types.SmallInteger(), schema.IdentityOf(schema.Identity{})),
		schema.Col("always", types.Integer(), schema.IdentityOf(schema.Identity{Always: true, Counter: schema.Counter{
			Start: ptr(10), Increment: ptr(-5), Min: ptr(-100), Max: ptr(1000), Cache: ptr(3), Cycle: true,
		}})),
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.IdentityOf(schema.Identity{})))
}

func ptr(n int64) *int64 { return &n }
