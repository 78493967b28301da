package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenSequenceMore(t *testing.T) {
	counting := func(c schema.Counter) *schema.CreateSequence {
		return &schema.CreateSequence{Sequence: &schema.Sequence{Name: "ids", Counter: c}}
	}
	yes, no, ten := true, false, int64(10)
	always, optional := &schema.Sequence{Name: "ids"}, &schema.Sequence{Name: "ids", Optional: true}
	numbered := func(s *schema.Sequence) *schema.Table {
		return azoth.NewTable("t", nil, column("id", schema.PrimaryKey(), schema.Default(schema.NextValue(s))), column("x"))
	}
	t1, t2 := numbered(always), numbered(optional)
	x, into := t1.C("x"), azoth.InsertInto(t1)
	named := azoth.NewTable("named", nil, column("id", schema.PrimaryKey()), column("n", schema.Default(schema.NextValue(always))),
		schema.Col("s", types.String(0)))
	check(t, "sequence_more", cases{
		"no-bounds": counting(schema.Counter{NoMin: true, NoMax: true}),
		"no-cycle":  counting(schema.Counter{NoCycle: true, Cache: &ten}),
		"order":     counting(schema.Counter{Order: &yes}),
		"no-order":  counting(schema.Counter{Order: &no}),
		"identity-no-bounds": &schema.CreateTable{Table: azoth.NewTable("t", nil, column("id", schema.PrimaryKey(),
			schema.IdentityOf(schema.Identity{Counter: schema.Counter{NoMin: true, NoMax: true, NoCycle: true}})))},
		"table":           &schema.CreateTable{Table: t1},
		"table-optional":  &schema.CreateTable{Table: t2},
		"insert":          into.Values(x.Set(5)),
		"insert-optional": azoth.InsertInto(t2).Values(t2.C("x").Set(5)),
		"insert-many":     into.Values(x.Set(5)).Values(x.Set(6)),
		"insert-given":    into.Values(t1.C("id").Set(7), x.Set(5)),
		"insert-not-key":  azoth.InsertInto(named).Values(named.C("s").Set("a")),
	})
}
