package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// doc is a table with a document.
type doc struct {
	ID  col.Int
	Doc col.NullJSON[any]
}

func documents(name string, t types.Type) *doc {
	return azoth.Columns[doc](schema.Define(name, schema.NewMetaData(),
		schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("doc", t)))
}

func TestGoldenJSONPath(t *testing.T) {
	docs, binary := documents("docs", types.JSON()), documents("binary_docs", types.JSONType{Binary: true})
	d, b := docs.Doc, binary.Doc
	q, p := azoth.Select(docs.ID), azoth.Select(binary.ID)
	a, path := d.Key("a"), d.Key("a").Index(1).Key("b")
	one := map[string]any{"a": 1}
	cs := cases{
		"compared":         q.Where(a.AsText().Eq("x")),
		"compared-integer": q.Where(a.AsInt().Gt(5)),
		"compared-float":   q.Where(a.AsFloat().Le(1.5)),
		"compared-path":    q.Where(a.Key("b").AsText().Ne("x")),
		"in":               q.Where(a.AsText().In("x", "y")),
		"like":             q.Where(a.AsText().Like("x%")),
		"not-like":         q.Where(a.AsText().Like("x%").Not()),
		"between":          q.Where(a.AsInt().Between(1, 5)),
		"order-by":         q.OrderBy(a.AsText().Desc()),
		"group-by":         azoth.Select(dynamic(a.AsText()).As("v")).GroupBy(a.AsText()),
		"is-null":          q.Where(a.AsText().IsNull()),
		"two-places":       q.Where(azoth.Eq(a.AsText(), d.Key("b").AsText())),
		"has-key":          p.Where(b.HasKey("a")),
		"contains":         p.Where(b.Contains(one)),
		"contained-by":     p.Where(b.ContainedBy(one)),
		"not-contains":     p.Where(b.Contains(one).Not()),
		"not-has-key":      p.Where(b.HasKey("a").Not()),
		"place-contains":   p.Where(b.Key("a").Contains(map[string]any{"b": 1})),
		"contains-and":     p.Where(b.Contains(one), b.HasKey("b")),
	}
	for name, x := range map[string]expr.Node{
		"key":             a,
		"index":           d.Index(0),
		"path":            path,
		"key-as-string":   a.AsText(),
		"key-as-integer":  a.AsInt(),
		"key-as-float":    a.AsFloat(),
		"key-as-boolean":  a.AsBool(),
		"key-as-numeric":  a.AsDecimal(10, 2),
		"key-as-json":     expr.JSONOf[any](a),
		"index-as-string": d.Index(1).AsText(),
		"path-as-string":  path.AsText(),
		"path-as-integer": path.AsInt(),
		"path-as-numeric": a.Key("b").AsDecimal(12, 4),
		"sum":             a.AsInt().Add(1),
		"product-of-sum":  a.AsInt().Add(1).Mul(2),
		"concat":          a.AsText().Concat("x"),
		"quoted-key":      d.Key("a b").AsText(),
	} {
		cs[name] = selected(x)
	}
	check(t, "json_path", cs)
}
