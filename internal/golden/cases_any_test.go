package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
)

func TestGoldenAny(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	quantities := azoth.Select(orders.Quantity)
	check(t, "any", cases{
		"any-query":     q.Where(azoth.Eq(u.Age.NotNull(), azoth.AnyQuery[int](quantities))),
		"all-query":     q.Where(azoth.Gt(u.Age.NotNull(), azoth.AllQuery[int](quantities))),
		"not-any-query": q.Where(azoth.Eq(u.Age.NotNull(), azoth.AnyQuery[int](quantities)).Not()),
		"any-query-and": q.Where(azoth.Eq(u.Age.NotNull(), azoth.AnyQuery[int](quantities)), u.ID.Gt(1)),
		"any-of":        q.Where(azoth.Eq(u.ID, azoth.AnyOf([]int{1, 2}))),
		"all-of":        q.Where(azoth.Ne(u.Name, azoth.AllOf([]string{"a", "b"}))),
	})
}
