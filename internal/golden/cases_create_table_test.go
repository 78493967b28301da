package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
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
	for _, more := range []cases{createMapped(), createTypes(), createKeys(), createDefaults(), createConstraints(), createForeignKeys()} {
		for name, c := range more {
			cs[name] = c
		}
	}
	check(t, "create_table", cs)
}

func createMapped() cases {
	cs := cases{"table-odd-names": &schema.CreateTable{Table: odd}}
	for name, table := range map[string]string{
		"users": "users", "addresses": "addresses", "orders": "orders", "order-lines": "order_lines", "shipments": "shipments",
		"nodes": "nodes", "posts": "posts", "keywords": "keywords", "post-keywords": "post_keywords",
	} {
		cs["table-"+name] = &schema.CreateTable{Table: base.MetaData().Table(table)}
	}
	return cs
}

func createTypes() cases {
	cs := cases{}
	for name, typ := range map[string]types.Type{
		"integer": integer, "small-integer": types.SmallInteger(), "big-integer": types.BigInteger(), "string-length": types.String(50),
		"string": types.String(0), "text": types.Text(), "unicode": types.String(50), "char": types.Char(3),
		"numeric": types.NumericType{}, "numeric-precision": types.Numeric(10, 2), "float": types.Float(), "double": types.Double(),
		"boolean": types.Boolean(), "datetime": types.DateTime(), "datetime-timezone": types.DateTime().WithTimeZone(),
		"date": types.DateType{}, "time": types.Time(), "interval": types.Interval(), "blob": types.LargeBinary(),
		"json": types.JSON(), "jsonb": types.JSONType{Binary: true}, "uuid": types.UUIDType{}, "uuid-text": types.Char(32),
		"array": types.Array(integer), "bytea": types.LargeBinary(), "collation": types.StringType{Length: 10, Collation: "NOCASE"},
		"enum": types.Enum("red", "green").Named("color"), "enum-class": types.Enum("red", "green").Named("color"),
	} {
		cs["type-"+name] = create(key(), schema.Col("x", typ))
	}
	return cs
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
	pk, fixed := schema.PrimaryKey(), schema.NoAutoincrement()
	return cases{
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
	checkNamed, checkExpression, checkTwo := create(column("a")), create(column("a")), create(column("a"), schema.CheckOf("a > 5"))
	checkNamed.Table.AddCheck(expr.NewText("a > 5")).Name = "ck_a"
	checkExpression.Table.AddCheck(expr.ElementOf(checkExpression.Table.C("a").Gt(5))).Name = "ck_a"
	checkTwo.Table.AddCheck(expr.NewText("a < 10")).Name = "top"
	words := create(schema.Col("b", types.String(5)))
	words.Table.AddCheck(expr.ElementOf(words.Table.C("b").In("x", "it's")))
	return cases{
		"unique-column":           create(key(), schema.Col("a", word, schema.Unique())),
		"unique-two-columns":      create(key(), schema.Col("a", word, schema.Unique()), column("b", schema.Unique())),
		"unique-constraint":       create(column("a"), column("b"), schema.UniqueOf("a", "b")),
		"unique-named":            named,
		"unique-deferrable":       deferrable,
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
