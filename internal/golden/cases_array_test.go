package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// box is a table with arrays.
type box struct {
	ID    col.Int
	Tags  col.NullArray[string]
	Sizes col.NullArray[int]
}

func TestGoldenArray(t *testing.T) {
	b := azoth.Columns[box](schema.Define("boxes", schema.NewMetaData(),
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("tags", types.Array(types.String(0))),
		schema.Col("sizes", types.Array(types.Integer()))))
	q := azoth.Select(b.ID)
	first, part := b.Sizes.At(1), b.Sizes.Slice(1, 2)
	removed := expr.MakeValue[[]int, []int](expr.NewFunction("array_remove", expr.ElementOf(b.Sizes), expr.ElementOf(azoth.Lit(3))))
	check(t, "array", cases{
		"column":           selectOf(b.Tags),
		"index":            selected(first),
		"index-compared":   q.Where(first.Eq(5)),
		"index-of-text":    q.Where(b.Tags.At(2).Eq("go")),
		"index-expression": q.Where(azoth.At(b.Sizes, b.ID).Gt(5)),
		"index-in-sum":     selected(azoth.AsNumber(first).Add(1)),
		"index-order":      q.OrderBy(first.Desc()),
		"slice":            selected(b.Sizes.Slice(1, 3)),
		"slice-compared":   q.Where(azoth.Eq(part, azoth.Array(4, 5))),
		"slice-contains":   q.Where(azoth.ArrayContains(part, azoth.Array(4))),
		"any":              q.Where(azoth.Eq(azoth.Lit("go"), azoth.Any(b.Tags))),
		"any-value":        q.Where(azoth.Lt(azoth.Lit(5), azoth.Any(b.Sizes))),
		"all":              q.Where(azoth.Lt(azoth.Lit(5), azoth.All(b.Sizes))),
		"not-any":          q.Where(azoth.Eq(azoth.Lit("go"), azoth.Any(b.Tags)).Not()),
		"not-all":          q.Where(azoth.Eq(azoth.Lit("go"), azoth.All(b.Tags)).Not()),
		"any-of-index":     q.Where(azoth.Eq(first, azoth.Any(b.Sizes))),
		"any-of-function":  q.Where(azoth.Eq(b.ID, azoth.Any(removed))),
		"any-and":          q.Where(azoth.Eq(azoth.Lit("go"), azoth.Any(b.Tags)), b.ID.Gt(3)),
		"contains":         q.Where(b.Tags.Contains("go")),
		"contains-two":     q.Where(b.Sizes.Contains(1, 2)),
		"contained-by":     q.Where(b.Sizes.ContainedBy(1, 2, 3)),
		"overlap":          q.Where(b.Tags.Overlaps("go", "sql")),
		"not-contains":     q.Where(b.Tags.Contains("go").Not()),
		"not-overlap":      q.Where(b.Tags.Overlaps("go").Not()),
		"contains-and":     q.Where(b.Tags.Contains("go"), b.ID.Gt(3)),
		"overlap-or":       q.Where(b.Tags.Overlaps("go").Or(b.Tags.Overlaps("sql"))),
		"eq":               q.Where(azoth.Eq(b.Sizes, azoth.Array(1, 2))),
		"ne":               q.Where(azoth.Ne(b.Sizes, azoth.Array(1, 2))),
		"is-null":          q.Where(b.Tags.IsNull()),
	})
}

// selectOf is SELECT x, of a column whatever its type.
func selectOf(x expr.Node) any { return azoth.Select(dynamic(x)) }
