package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenSequence(t *testing.T) {
	ids, odd := &schema.Sequence{Name: "ids"}, &schema.Sequence{Name: "My Ids", Schema: "app"}
	counting := func(c schema.Counter, typ types.Type) *schema.CreateSequence {
		return &schema.CreateSequence{Sequence: &schema.Sequence{Name: "ids", Counter: c, Type: typ}}
	}
	n := func(i int64) *int64 { return &i }
	table := azoth.NewTable("t", nil, key(), column("x"))
	own := azoth.NewTable("t", nil, column("id", schema.PrimaryKey(), schema.Default(schema.NextValue(ids))), column("x"))
	id, x := table.C("id"), table.C("x")
	check(t, "sequence", cases{
		"create":               &schema.CreateSequence{Sequence: ids},
		"create-schema":        &schema.CreateSequence{Sequence: odd},
		"create-if-not-exists": &schema.CreateSequence{Sequence: ids, IfNotExists: true},
		"create-options":       counting(schema.Counter{Start: n(5), Increment: n(-2), Min: n(-100), Max: n(10), Cache: n(3), Cycle: true}, nil),
		"create-start":         counting(schema.Counter{Start: n(1000)}, nil),
		"create-typed":         counting(schema.Counter{}, types.SmallInteger()),

		"create-typed-and-counting": counting(schema.Counter{Increment: n(10)}, types.BigInteger()),

		"drop":           &schema.DropSequence{Sequence: ids},
		"drop-schema":    &schema.DropSequence{Sequence: odd},
		"drop-if-exists": &schema.DropSequence{Sequence: ids, IfExists: true},
		"select":         azoth.Select(schema.NextValue(ids).As("n")),
		"select-odd":     azoth.Select(schema.NextValue(odd).As("n")),
		"select-quote":   azoth.Select(schema.NextValue(&schema.Sequence{Name: "it's"}).As("n")),
		"insert":         azoth.InsertInto(table).Values(id.Set(schema.NextValue(ids)), x.Set(5)),
		"insert-default": azoth.InsertInto(own).Values(own.C("x").Set(5)),
	})
}
