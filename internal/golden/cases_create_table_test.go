package golden_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect/mssql"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/oracle"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var integer = types.Integer()

func create(items ...schema.Item) *schema.CreateTable {
	return &schema.CreateTable{Table: azoth.NewTable("t", azoth.NewMetaData(), items...)}
}

// child is a table t beside a table parent (id, other).
func child(items ...schema.Item) *schema.CreateTable {
	m := azoth.NewMetaData()
	azoth.NewTable("parent", m, key(), schema.Col("other", integer))
	return &schema.CreateTable{Table: azoth.NewTable("t", m, append([]schema.Item{key()}, items...)...)}
}

func key() schema.Item { return schema.Col("id", integer, schema.PrimaryKey()) }

func column(name string, options ...schema.ColumnOption) schema.Item {
	return schema.Col(name, integer, options...)
}

func TestGoldenCreateTable(t *testing.T) {
	cs := cases{}
	for _, more := range []cases{
		createMapped(), createTypes(), createKeys(), createCounted(), createComputed(), createDefaults(), createConstraints(), createForeignKeys(),
	} {
		for name, c := range more {
			cs[name] = c
		}
	}
	check(t, "create_table", cs)
}

func createMapped() cases {
	cs := cases{"table-odd-names": &schema.CreateTable{Table: odd}, "naming-convention": namedByConvention()}
	for name, table := range map[string]string{
		"users": "users", "addresses": "addresses", "orders": "orders", "order-lines": "order_lines", "shipments": "shipments",
		"nodes": "nodes", "posts": "posts", "keywords": "keywords", "post-keywords": "post_keywords",
	} {
		cs["table-"+name] = &schema.CreateTable{Table: base.MetaData().Table(table)}
	}
	return cs
}

func namedByConvention() *schema.CreateTable {
	m := azoth.NewMetaData()
	m.Naming = schema.NamingConvention{
		PrimaryKey: "pk_%(table_name)s", Unique: "uq_%(table_name)s_%(column_0_name)s", Check: "ck_%(table_name)s_%(constraint_name)s",
		ForeignKey: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
	}
	azoth.NewTable("parent", m, key())
	return &schema.CreateTable{Table: azoth.NewTable("t", m, schema.NamedCheckOf("positive", "a > 0"), key(), column("a", schema.Unique()), reference("p", "parent.id"))}
}

func createTypes() cases {
	cs, color := cases{}, types.Enum("red", "green").Named("color")
	for name, typ := range map[string]types.Type{
		"integer": integer, "small-integer": types.SmallInteger(), "big-integer": types.BigInteger(), "string-length": types.String(50),
		"string": types.String(0), "text": types.Text(), "unicode": types.String(50), "char": types.Char(3),
		"numeric": types.NumericType{}, "numeric-precision": types.Numeric(10, 2), "float": types.Float(), "double": types.Double(),
		"boolean": types.Boolean(), "boolean-check": types.Boolean().Checked("x_is_bool"), "datetime": types.DateTime(), "datetime-timezone": types.DateTime().WithTimeZone(),
		"date": types.DateType{}, "time": types.Time(), "interval": types.Interval(), "blob": types.LargeBinary(),
		"json": types.JSON(), "jsonb": types.JSONType{Binary: true}, "uuid": types.UUIDType{}, "uuid-text": types.Char(32),
		"array": types.Array(integer), "bytea": types.LargeBinary(), "collation": types.StringType{Length: 10, Collation: "NOCASE"},
		"enum": color, "enum-class": color, "enum-check": color.Checked(),
		"enum-schema": color.Named("app.color"), "enum-odd-name": color.Named("My Color"),
		"enum-odd-values": types.Enum("it's", "", `say "hi"`, "a,b").Named("color"),
		"float-precision": types.FloatType{Precision: 24}, "real": types.Real(), "char-collation": types.CharType{Length: 10, Collation: "C"},
		"array-of-text": types.Array(types.String(10)), "array-of-uuid": types.Array(types.UUIDType{}), "array-of-enum": types.Array(color),
		"array-of-collated-text": types.Array(types.StringType{Length: 10, Collation: "C"}),
		"timestamp-precision":    types.DateTimeType{Precision: 3}, "time-precision": types.TimeType{Precision: 2},
		"time-whole-seconds": types.TimestampType{Precision: -1}, "time-timezone": types.TimeType{TimeZone: true},
		"interval-precision": types.IntervalType{Precision: 3}, "interval-fields": types.IntervalType{Fields: "DAY TO SECOND"},
	} {
		cs["type-"+name] = create(key(), schema.Col("x", typ))
	}
	for _, exact := range []map[string]types.Type{exactTypes(), compiledTypes()} {
		for name, typ := range exact {
			cs["type-"+name] = create(key(), schema.Col("x", typ))
		}
	}
	plain := cs["type-unicode"]
	cs["type-unicode"] = perDialect{
		"sqlite": plain, "postgresql": plain, "mysql": plain, "oracle": plain, "mssql": create(key(), schema.Col("x", mssql.NVarchar(50))),
	}
	return cs
}

// exactTypes are the types that only one database has.
func exactTypes() map[string]types.Type {
	out := map[string]types.Type{
		"pg-bit": postgresql.Bit(3), "pg-bit-varying": postgresql.VarBit(5), "pg-bit-varying-any": postgresql.VarBit(0),

		"mysql-tinyint-unsigned": mysql.TinyInt().AsUnsigned(), "mysql-smallint-unsigned": mysql.SmallInt().AsUnsigned(),
		"mysql-mediumint":       mysql.MediumInt(),
		"mysql-int-zerofill":    mysql.IntType{Name: "INTEGER", Width: 5, Unsigned: true, Zerofill: true},
		"mysql-bigint-unsigned": mysql.BigInt().AsUnsigned(), "mysql-decimal-unsigned": mysql.Decimal(10, 2).AsUnsigned(),
		"mysql-double": mysql.Double(10, 3), "mysql-float": mysql.Float(7, 2), "mysql-year": mysql.Year(), "mysql-set": mysql.Set("a", "it's"),
		"mysql-bit": mysql.Bit(8), "mysql-binary": mysql.Binary(16), "mysql-varbinary": mysql.Varbinary(20),
		"mysql-varchar-charset":   mysql.StringType{Name: "VARCHAR", Length: 20, Charset: "latin1", Collation: "latin1_bin"},
		"mysql-datetime-fraction": types.DateTime(), "mysql-timestamp-fraction": types.Timestamp(), "mysql-time-fraction": types.TimeType{Precision: 3},
		"mysql-longtext": mysql.LongText(), "mysql-mediumtext": mysql.MediumText(), "mysql-tinytext": mysql.TinyText(),
		"mysql-longblob": mysql.LongBlob(), "mysql-mediumblob": mysql.MediumBlob(), "mysql-tinyblob": mysql.TinyBlob(),
	}
	for _, t := range []postgresql.ExactType{
		postgresql.Inet(), postgresql.CIDR(), postgresql.MACAddr(), postgresql.MACAddr8(), postgresql.TSVector(), postgresql.TSQuery(),
		postgresql.Money(), postgresql.OID(), postgresql.RegClass(), postgresql.RegConfig(), postgresql.CIText(), postgresql.HStore(),
		postgresql.JSONPath(), postgresql.Int4Range(), postgresql.Int8Range(), postgresql.NumRange(), postgresql.DateRange(), postgresql.TSRange(),
		postgresql.TSTZRange(), postgresql.Int4Multirange(), postgresql.Int8Multirange(), postgresql.NumMultirange(), postgresql.DateMultirange(),
		postgresql.TSMultirange(), postgresql.TSTZMultirange(),
	} {
		out["pg-"+strings.ToLower(t.Name)] = t
	}
	return out
}

// compiledTypes are the types of the databases that have no driver.
func compiledTypes() map[string]types.Type {
	return map[string]types.Type{
		"mssql-nvarchar": mssql.NVarchar(50), "mssql-nvarchar-max": mssql.NVarchar(0), "mssql-nchar": mssql.NChar(3),
		"mssql-varbinary": mssql.Varbinary(20), "mssql-tinyint": mssql.TinyInt(), "mssql-bit": mssql.Bit(),
		"mssql-datetime2": mssql.DateTime2(0), "mssql-datetime2-precision": mssql.DateTime2(3), "mssql-datetimeoffset": mssql.DateTimeOffset(3),
		"mssql-smalldatetime": mssql.SmallDateTime(), "mssql-time": types.TimeType{Precision: 3},
		"mssql-money": mssql.Money(), "mssql-smallmoney": mssql.SmallMoney(), "mssql-uniqueidentifier": mssql.UniqueIdentifier(),
		"mssql-xml": mssql.XML(), "mssql-sql-variant": mssql.SQLVariant(), "mssql-rowversion": mssql.RowVersion(),

		"oracle-number": oracle.Number(0, 0), "oracle-number-precision": oracle.Number(10, 0), "oracle-number-scale": oracle.Number(10, 2),
		"oracle-float": oracle.Float(53), "oracle-binary-float": oracle.BinaryFloat(), "oracle-binary-double": oracle.BinaryDouble(),
		"oracle-nvarchar2": oracle.NVarchar2(50), "oracle-clob": oracle.Clob(), "oracle-nclob": oracle.NClob(), "oracle-long": oracle.Long(),
		"oracle-raw": oracle.Raw(16), "oracle-rowid": oracle.RowID(), "oracle-interval": oracle.Interval(2, 3),
		"oracle-timestamp": types.Timestamp(), "oracle-timestamp-timezone": types.Timestamp().WithTimeZone(),
		"oracle-timestamp-local": oracle.TimestampLocal(), "oracle-vector": oracle.Vector(3, "FLOAT32"),
	}
}

func createKeys() cases {
	small, big := types.SmallInteger(), types.BigInteger()
	named := create(column("id", schema.PrimaryKey()))
	named.Table.PrimaryKey.Name = "pk_t"
	reordered := create(column("a", schema.NotNull()), column("b", schema.NotNull()))
	reordered.Table.SetPrimaryKey(reordered.Table.Column("b"), reordered.Table.Column("a"))
	inApp := &schema.CreateTable{Table: azoth.NewTable("app.t", azoth.NewMetaData(), column("a"))}
	ifNotExists := create(column("a"))
	ifNotExists.IfNotExists = true
	commented := create(column("a", schema.Comment("how many")))
	commented.Table.Comment = "a table"
	innodb := create(column("a"))
	innodb.Table.Options = map[string]string{"mysql": "ENGINE=InnoDB CHARSET=utf8mb4"}
	compressed := create(column("a"))
	compressed.Table.Options = map[string]string{"oracle": "COMPRESS"}
	pk, fixed := schema.PrimaryKey(), schema.NoAutoincrement()
	temporary, rowless, strict := create(column("a")), create(key()), create(key())
	temporary.Table.Temporary = true
	rowless.Table.Options = map[string]string{"sqlite": "WITHOUT ROWID"}
	strict.Table.Options = map[string]string{"sqlite": "STRICT"}
	return cases{
		"temporary":                      temporary,
		"oracle-compress":                compressed,
		"sqlite-without-rowid":           rowless,
		"sqlite-strict":                  strict,
		"no-key":                         create(column("a"), column("b")),
		"key-only":                       create(key()),
		"key-string":                     create(schema.Col("code", types.String(10), pk), column("x")),
		"key-big-integer":                create(schema.Col("id", big, pk), column("x")),
		"key-small-integer":              create(schema.Col("id", small, pk)),
		"key-uuid":                       create(schema.Col("id", types.UUIDType{}, pk)),
		"key-not-autoincrement":          create(column("id", pk, fixed)),
		"key-not-first":                  create(column("x"), key()),
		"key-composite":                  create(column("a", pk), column("b", pk)),
		"key-composite-of-types":         create(column("a", pk, fixed), schema.Col("b", types.String(5), pk)),
		"key-composite-constraint-order": reordered,
		"key-named":                      named,
		"not-null":                       create(column("a", schema.NotNull()), schema.Col("b", types.String(5), schema.NotNull()), column("c")),
		"schema":                         inApp,
		"if-not-exists":                  ifNotExists,
		"comment":                        commented,
		"mysql-engine":                   innodb,
	}
}

// createCounted are identity columns and sequences.
func createCounted() cases {
	pk, big := schema.PrimaryKey(), types.BigInteger()
	ids, odd := &schema.Sequence{Name: "ids"}, &schema.Sequence{Name: "Ids", Schema: "app"}
	identity := func(i schema.Identity) schema.ColumnOption { return schema.IdentityOf(i) }
	all := schema.Counter{Start: ptr[int64](5), Increment: ptr[int64](-2), Min: ptr[int64](-100), Max: ptr[int64](10), Cache: ptr[int64](3), Cycle: true}
	commented := create(column("a", schema.NotNull(), schema.Comment("it's"), schema.ServerDefault(azoth.Lit("5"))))
	return cases{
		"identity":                  create(column("id", identity(schema.Identity{Always: true}), pk)),
		"identity-by-default":       create(schema.Col("id", big, identity(schema.Identity{}), pk)),
		"identity-options":          create(column("id", identity(schema.Identity{Counter: all}), pk)),
		"identity-no-key":           create(key(), column("n", identity(schema.Identity{Counter: schema.Counter{Start: ptr[int64](100)}}))),
		"sequence-default":          create(schema.Col("id", big, schema.ServerDefault(schema.NextValue(ids)), pk), column("x")),
		"sequence-default-schema":   create(schema.Col("id", big, schema.ServerDefault(schema.NextValue(odd)), pk)),
		"key-serial-small":          create(schema.Col("id", types.SmallInteger(), pk), column("x")),
		"mysql-comment-and-default": commented,
	}
}

func createComputed() cases {
	twice := func(s schema.ComputedStorage, more ...schema.ColumnOption) *schema.CreateTable {
		return create(column("a"), column("b", append(more, schema.ComputedOf(expr.NewText("a * 2"), s))...))
	}
	words := create(column("a"))
	large := azoth.Typed[int](words.Table.C("a")).Gt(5)
	b := schema.NewColumn("b", types.String(20))
	b.Computed = &schema.Computed{Expr: expr.ElementOf(azoth.Case[string]().When(large, "it's").Else("no")), Storage: schema.Stored}
	words.Table.AddColumn(b)
	return cases{
		"computed":            twice(schema.StorageDefault),
		"computed-stored":     twice(schema.Stored),
		"computed-virtual":    twice(schema.Virtual),
		"computed-not-null":   twice(schema.Stored, schema.NotNull()),
		"computed-expression": words,
	}
}

func createDefaults() cases {
	literal := func(v any) schema.ColumnOption { return schema.ServerDefault(expr.NewBind(types.ValueOfAny(v))) }
	text := func(sql string) schema.ColumnOption { return schema.ServerDefault(expr.NewText(sql)) }
	word, moment, flag := types.String(10), types.DateTime(), types.Boolean()
	return cases{
		"default-string":            create(schema.Col("a", word, literal("x"))),
		"default-string-with-quote": create(schema.Col("a", word, literal("it's"))),
		"default-number":            create(column("a", literal("5"))),
		"default-text":              create(column("a", text("5"))),
		"default-not-null":          create(column("a", text("0"), schema.NotNull())),
		"default-function":          create(schema.Col("a", moment, schema.ServerDefault(fn.Now()))),
		"default-current-timestamp": create(schema.Col("a", moment, schema.ServerDefault(fn.CurrentTimestamp()))),
		"default-boolean":           create(schema.Col("a", flag, literal(true), schema.NotNull())),
		"default-python-only":       create(column("a", schema.Default(azoth.Lit(5)))),
	}
}

func createConstraints() cases {
	word := types.String(10)
	ab := func() *schema.CreateTable { return create(column("a"), column("b")) }
	named := ab()
	named.Table.AddUnique(named.Table.Columns...).Name = "uq_ab"
	deferrable := create(column("a"))
	deferrable.Table.AddUnique(deferrable.Table.Columns...).Deferrable = true
	immediate, distinct := create(column("a")), create(column("a"))
	u := immediate.Table.AddUnique(immediate.Table.Columns...)
	u.Deferrable, u.Immediate = true, true
	u = distinct.Table.AddUnique(distinct.Table.Columns...)
	u.Name, u.NullsNotDistinct = "uq", true
	checkNamed, checkExpression, checkTwo := create(column("a")), create(column("a")), create(column("a"), schema.CheckOf("a > 5"))
	checkNamed.Table.AddCheck(expr.NewText("a > 5")).Name = "ck_a"
	checkExpression.Table.AddCheck(expr.ElementOf(checkExpression.Table.C("a").Gt(5))).Name = "ck_a"
	checkTwo.Table.AddCheck(expr.NewText("a < 10")).Name = "top"
	words := create(schema.Col("b", types.String(5)))
	words.Table.AddCheck(expr.ElementOf(words.Table.C("b").In("x", "it's")))
	return cases{
		"unique-column":      create(key(), schema.Col("a", word, schema.Unique())),
		"unique-two-columns": create(key(), schema.Col("a", word, schema.Unique()), column("b", schema.Unique())),
		"unique-constraint":  create(column("a"), column("b"), schema.UniqueOf("a", "b")),
		"unique-named":       named,
		"unique-deferrable":  deferrable,

		"unique-deferrable-immediate": immediate,
		"unique-nulls-not-distinct":   distinct,

		"check":                   create(column("a"), schema.CheckOf("a > 5")),
		"check-named":             checkNamed,
		"check-expression":        checkExpression,
		"check-expression-string": words,
		"check-two":               checkTwo,
	}
}

func createForeignKeys() cases {
	p := func(options ...schema.ForeignKeyOption) *schema.CreateTable {
		return child(schema.Col("p", nil, schema.ForeignKeyTo("parent.id", options...)))
	}
	deferrable := p()
	deferrable.Table.ForeignKeys[0].Deferrable = true
	immediate, match := p(), p(schema.OnDelete(schema.Cascade))
	immediate.Table.ForeignKeys[0].Deferrable, immediate.Table.ForeignKeys[0].Immediate = true, true
	match.Table.ForeignKeys[0].Deferrable, match.Table.ForeignKeys[0].Match = true, "FULL"
	order := child(schema.Col("a", types.String(5)), column("p"), schema.CheckOf("p > 0"))
	a, ref := order.Table.Column("a"), order.Table.Column("p")
	order.Table.AddUnique(a, ref).Name = "uq" // SQLAlchemy has those of the table before those of the columns
	order.Table.AddUnique(a)
	order.Table.AddForeignKeyTo([]*schema.Column{ref}, "parent.id")
	names := child(column("p"), schema.ForeignKeyOf([]string{"p"}, []string{"parent.id"}, schema.Name("fk")))
	names.Table.AddCheck(expr.NewText("p > 0")).Name = "ck"
	names.Table.AddUnique(names.Table.Column("p")).Name = "uq"
	composite := func(options ...schema.ForeignKeyOption) *schema.CreateTable {
		return child(column("p"), column("q"), schema.ForeignKeyOf([]string{"p", "q"}, []string{"parent.id", "parent.other"}, options...))
	}
	return cases{
		"foreign-key":                      p(),
		"foreign-key-not-null":             child(schema.Col("p", nil, schema.ForeignKeyTo("parent.id"), schema.NotNull())),
		"foreign-key-named":                p(schema.Name("fk_p")),
		"foreign-key-on-delete":            p(schema.OnDelete(schema.Cascade)),
		"foreign-key-on-delete-set-null":   p(schema.OnDelete(schema.SetNull)),
		"foreign-key-on-update":            p(schema.OnUpdate(schema.Cascade)),
		"foreign-key-on-delete-and-update": p(schema.OnDelete(schema.Restrict), schema.OnUpdate(schema.NoAction)),
		"foreign-key-deferrable":           deferrable,
		"foreign-key-deferrable-immediate": immediate,
		"foreign-key-match":                match,
		"foreign-key-two": child(schema.Col("p", nil, schema.ForeignKeyTo("parent.id")),
			schema.Col("q", nil, schema.ForeignKeyTo("parent.id"))),
		"foreign-key-typed":           child(schema.Col("p", types.BigInteger(), schema.ForeignKeyTo("parent.id"))),
		"foreign-key-composite":       composite(),
		"foreign-key-composite-named": composite(schema.Name("fk_pq"), schema.OnDelete(schema.Cascade)),
		"foreign-key-self":            child(schema.Col("p", nil, schema.ForeignKeyTo("t.id"))),
		"foreign-key-and-key":         child(schema.Col("p", nil, schema.ForeignKeyTo("parent.id"), schema.PrimaryKey())),
		"constraint-order":            order,
		"constraint-names":            names,
	}
}
