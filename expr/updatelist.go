package expr

import (
	"strconv"

	"github.com/azoth-orm/azoth/types"
)

// UpdateListed is an UPDATE of n rows that keys name, each with values of its own, from a list of them: SELECT ? AS p0, ? AS p1 UNION ALL
// SELECT ?, ?. The values of a row are in the order of set and then of keys; a column may be in both. No two rows may have the same keys.
//
// SQLAlchemy: executemany of an UPDATE.
func UpdateListed(t FromElement, set, keys []*ColumnRef, n int) *UpdateStatement {
	s := &UpdateStatement{Table: t}
	list := &CompoundQuery{Op: UnionAll}
	for range n {
		list.Parts = append(list.Parts, listedRow(append(clip(set), keys...)))
	}
	source := (&Subquery{Query: list}).FromColumns()
	for i, c := range set {
		s.Set = append(s.Set, Assignment{Column: c, Value: source[i]})
	}
	for i, c := range keys {
		s.Where = append(s.Where, NewBinary(OpEq, c, source[len(set)+i]))
	}
	return s
}

// listedRow is SELECT ? AS p0, ? AS p1 of values of columns.
func listedRow(columns []*ColumnRef) *Query {
	q := &Query{}
	for i, c := range columns {
		b := NewBind(types.NullValue())
		b.Type, _ = dataType(c)
		q.Items = append(q.Items, SelectItem{Element: NewLabel(listedValue(b), "p"+strconv.Itoa(i))})
	}
	return q
}

// listedValue is a value with its type said, where a list would give it another one: a column whose first text is NULL would be of a fixed
// length, and lose blanks at the end of the others.
func listedValue(b *Bind) Element {
	switch types.Storage(b.Type).(type) {
	case types.StringType, types.TextType:
		return NewCast(b, types.Text())
	}
	return b
}
