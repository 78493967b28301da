package dialecttest

import (
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// document is a row with a JSON document.
type document struct {
	ID  col.Int64
	Doc col.NullJSON[any]
}

// profile is a document with a shape.
type profile struct {
	Name  string         `json:"name"`
	Age   int            `json:"age"`
	Tags  []string       `json:"tags"`
	Extra map[string]any `json:"extra,omitempty"`
}

// shaped is a row with documents of one shape.
type shaped struct {
	ID  col.Int64
	Doc col.NullJSON[profile]
}

// jsonArea is JSON documents: there and back, and places in them.
func jsonArea(*suite) *area {
	m := azoth.NewMetaData()
	columns := func() []schema.Item {
		return []schema.Item{schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()), schema.Col("doc", types.JSON())}
	}
	d := define[document](m, "documents", columns()...)
	s := define[shaped](m, "profiles", columns()...)
	return &area{name: "json", meta: m, cases: concat(documents(d), profiles(s), places(d), placeConditions(d))}
}

// documents are documents of every shape.
func documents(d table[document]) []testCase {
	obj := func(kv ...any) map[string]any {
		m := map[string]any{}
		for i := 0; i < len(kv); i += 2 {
			m[kv[i].(string)] = kv[i+1]
		}
		return m
	}
	var out []testCase
	for _, c := range []struct {
		name string
		doc  any
	}{
		{"object", obj("key1", "value1", "key2", "value2")},
		{"nested object", obj("a", obj("b", obj("c", []any{1.0, obj("d", nil)})))},
		{"array", []any{"one", 2.0, true, nil, []any{}}},
		{"empty object", obj()},
		{"empty array", []any{}},
		{"string", "it's \"quoted\" \\ and /slashed/"},
		{"empty string", ""},
		{"number", 28.5},
		{"integer", 15.0},
		{"large integer", float64(1 << 53)},
		{"negative exponent", 1.5e-10},
		{"true", true},
		{"false", false},
		{"unicode", obj("réve", "🐍 illé", "漢字", "\u2028")},
		{"escapes", obj("line\nbreak", "tab\t quote\" back\\slash")},
		{"key with a percent sign", obj("100%", "%s", "a?b", ":c", "$d", "e.f")},
		{"large", obj("data", strings.Repeat("abcdefg ", 4000))},
	} {
		out = append(out, testCase{name: c.name, run: func(t *T) {
			x := d.c
			t.insert(d, x.ID.Set(1), x.Doc.Set(&c.doc))
			rows(t, azoth.Select(x.Doc), &c.doc)
			t.writes(1, azoth.UpdateTable(d).Set(x.Doc.Set(nil)).Where(x.ID.Eq(1)))
			rows(t, azoth.Select(x.ID).Where(x.Doc.IsNull()), 1)
			t.writes(1, azoth.UpdateTable(d).Set(x.Doc.Set(&c.doc)).Where(x.Doc.IsNull()))
			rows(t, azoth.Select(x.Doc), &c.doc)
		}})
	}
	return append(out,
		testCase{name: "returned", needs: "InsertReturning", run: func(t *T) {
			doc := any(obj("a", []any{1.0, "x"}))
			rows(t, azoth.Returning(azoth.InsertInto(d).Values(d.c.ID.Set(1), d.c.Doc.Set(&doc)), d.c.Doc), &doc)
		}},
		testCase{name: "sql null", run: func(t *T) {
			t.insert(d, d.c.ID.Set(1), d.c.Doc.Set(nil))
			rows(t, azoth.Select(d.c.ID).Where(d.c.Doc.IsNull()), 1)
			rows(t, azoth.Select(d.c.Doc), nil)
		}},
		testCase{name: "json null", run: func(t *T) {
			null := expr.Assignment{Column: d.c.Doc.Ref(), Value: expr.NewBind(types.JSONValue(types.Document{}))}
			t.insert(d, d.c.ID.Set(1), null)
			rows(t, azoth.Select(d.c.ID).Where(d.c.Doc.IsNull()))
			rows(t, azoth.Select(d.c.ID).Where(d.c.Doc.IsNotNull()), 1)
		}},
	)
}

// profiles are documents that are read into a struct.
func profiles(d table[shaped]) []testCase {
	x := d.c
	ed := profile{Name: "ed", Age: 36, Tags: []string{"a", "b"}, Extra: map[string]any{"k": 1.5}}
	return []testCase{
		{name: "struct", run: func(t *T) {
			t.insert(d, x.ID.Set(1), x.Doc.Set(&ed))
			rows(t, azoth.Select(x.Doc), &ed)
		}},
		{name: "struct of zero values", run: func(t *T) {
			t.insert(d, x.ID.Set(1), x.Doc.Set(&profile{}))
			rows(t, azoth.Select(x.Doc), &profile{})
		}},
		{name: "structs one after the other", run: func(t *T) {
			t.insert(d, x.ID.Set(1), x.Doc.Set(&ed))
			t.insert(d, x.ID.Set(2), x.Doc.Set(&profile{Name: "al"}))
			rows(t, azoth.Select(x.Doc).OrderBy(x.ID), &ed, &profile{Name: "al"}) // nothing of the first is in the second
		}},
		{name: "place in a struct", run: func(t *T) {
			t.insert(d, x.ID.Set(1), x.Doc.Set(&ed))
			rows(t, azoth.Select2(x.Doc.Key("name").AsText(), x.Doc.Key("tags").Index(1).AsText()), azoth.Pair(ptr("ed"), ptr("b")))
		}},
	}
}

// tree is the document whose places are read.
func tree() any {
	return map[string]any{
		"text": "some string", "unicode": "réve 🐍", "empty": "", "int": 15.0, "zero": 0.0, "float": 28.5, "yes": true, "no": false, "nothing": nil,
		"list": []any{"one", 2.0, map[string]any{"deep": "down"}}, "obj": map[string]any{"a": map[string]any{"b": 7.0}},
		"a b": "space", `q"t`: "quote", "it's": "apostrophe", "100%": "percent", "d.o.t": "dots", "$x": "dollar", "[0]": "bracket", "a/b": "slash", `b\s`: "backslash", "ключ": "cyrillic", "?": "mark",
	}
}

func places(d table[document]) []testCase {
	doc := d.c.Doc
	var out []testCase
	place := func(name string, run func(t *T)) {
		out = append(out, testCase{name: name, run: func(t *T) {
			v := tree()
			t.insert(d, d.c.ID.Set(1), doc.Set(&v))
			run(t)
		}})
	}
	place("text", func(t *T) { rows(t, azoth.Select(doc.Key("text").AsText()), ptr("some string")) })
	place("unicode text", func(t *T) { rows(t, azoth.Select(doc.Key("unicode").AsText()), ptr("réve 🐍")) })
	place("empty text", func(t *T) { rows(t, azoth.Select(doc.Key("empty").AsText()), ptr("")) })
	place("integer of a place", func(t *T) {
		rows(t, azoth.Select2(doc.Key("int").AsInt(), doc.Key("zero").AsInt()), azoth.Pair(ptr(int64(15)), ptr(int64(0))))
	})
	place("float of a place", func(t *T) {
		rows(t, azoth.Select2(doc.Key("float").AsFloat(), doc.Key("int").AsFloat()), azoth.Pair(ptr(28.5), ptr(15.0)))
	})
	place("boolean of a place", func(t *T) {
		rows(t, azoth.Select2(doc.Key("yes").AsBool(), doc.Key("no").AsBool()), azoth.Pair(ptr(true), ptr(false)))
	})
	place("null of a place", func(t *T) {
		n := doc.Key("nothing")
		rows(t, azoth.Select3(n.AsText(), n.AsInt(), n.AsBool()), azoth.Triple[*string, *int64, *bool](nil, nil, nil))
	})
	place("place that is not there", func(t *T) {
		rows(t, azoth.Select2(doc.Key("nowhere").AsText(), doc.Key("obj").Key("x").Key("y").AsInt()), azoth.Pair[*string, *int64](nil, nil))
	})
	place("element", func(t *T) {
		l := doc.Key("list")
		rows(t, azoth.Select2(l.Index(0).AsText(), l.Index(1).AsInt()), azoth.Pair(ptr("one"), ptr(int64(2))))
	})
	place("element that is not there", func(t *T) { rows(t, azoth.Select(doc.Key("list").Index(9).AsText()), nil) })
	place("path", func(t *T) {
		rows(t, azoth.Select2(doc.Key("list").Index(2).Key("deep").AsText(), doc.Key("obj").Key("a").Key("b").AsInt()), azoth.Pair(ptr("down"), ptr(int64(7))))
	})
	for _, k := range []struct{ key, want string }{
		{"a b", "space"},
		{`q"t`, "quote"},
		{"it's", "apostrophe"},
		{"100%", "percent"},
		{"d.o.t", "dots"},
		{"$x", "dollar"},
		{"[0]", "bracket"},
		{"a/b", "slash"},
		{`b\s`, "backslash"},
		{"ключ", "cyrillic"},
		{"?", "mark"},
	} {
		place("key with a "+k.want, func(t *T) { rows(t, azoth.Select(doc.Key(k.key).AsText()), &k.want) })
	}
	return out
}

// placeConditions are places in WHERE and ORDER BY.
func placeConditions(d table[document]) []testCase {
	x := d.c
	var out []testCase
	finds := func(name string, p expr.Predicate, ids ...int64) {
		out = append(out, testCase{name: name, run: func(t *T) {
			for i, age := range []any{30.0, 25.0, nil} {
				v := any(map[string]any{"age": age, "name": string(rune('a' + i)), "ok": i == 1, "w": float64(i) + 0.5})
				t.insert(d, x.ID.Set(int64(i+1)), x.Doc.Set(&v))
			}
			rows(t, azoth.Select(x.ID).Where(p).OrderBy(x.Doc.Key("name").AsText().Desc()), ids...)
		}})
	}
	finds("condition on a text", x.Doc.Key("name").AsText().Eq("b"), 2)
	finds("condition on an integer", x.Doc.Key("age").AsInt().Gt(26), 1)
	finds("condition on a float", x.Doc.Key("w").AsFloat().Le(1.5), 2, 1)
	finds("condition on a boolean", x.Doc.Key("ok").AsBool().Eq(true), 2)
	finds("condition on null", x.Doc.Key("age").AsInt().IsNull(), 3)
	finds("condition on like", x.Doc.Key("name").AsText().Like("a%"), 1)
	finds("condition on in", x.Doc.Key("name").AsText().In("a", "c"), 3, 1)
	finds("place that is not there is null", x.Doc.Key("nowhere").IsNull(), 3, 2, 1)
	return out
}
