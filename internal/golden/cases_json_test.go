package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenJSON(t *testing.T) {
	d := azoth.Columns[struct {
		ID  col.Int
		Doc col.NullJSON[any]
	}](azoth.NewTable("t", azoth.NewMetaData(), key(), schema.Col("doc", types.JSON())))
	a, path, q := d.Doc.Key("a"), d.Doc.Key("a").Index(0).Key("it's"), azoth.Select(d.ID)
	check(t, "json", cases{
		"key":           azoth.Select(dynamic(a)),
		"index":         azoth.Select(dynamic(d.Doc.Index(1))),
		"path":          azoth.Select(dynamic(path)),
		"where-is-null": q.Where(a.IsNull()),
		"text":          azoth.Select(path.AsText()),
		"where-text":    q.Where(a.AsText().Eq("x")),
		"integer":       azoth.Select(a.AsInt()),
		"where-integer": q.Where(a.AsInt().Gt(5)),
		"float":         azoth.Select(a.AsFloat()),
		"boolean":       azoth.Select(a.AsBool()),
	})
}
