package unitofwork

import (
	"slices"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/types"
)

// A flush that is one INSERT of one row needs no BEGIN and no COMMIT around it: the database makes every statement happen as a whole or
// not at all. On a server that is one round trip instead of three. But once the statement has run it is committed, so nothing may be left
// that could still fail: nothing to read back but a generated key, which must fit its field, and no other statement.

// alone tells whether all there is to write is one such INSERT.
func (w *Work) alone() bool {
	if len(w.touched) > 0 || len(w.s.Doomed()) > 0 || len(w.pairList) > 0 || len(w.s.Pending()) != 1 {
		return false
	}
	m := mapping.Of(w.s.Pending()[0])
	return knowsRow(m) && !slices.ContainsFunc(m.Links(), isPost)
}

// knowsRow tells whether the program knows the whole row after an INSERT, but for a generated key.
func knowsRow(m *mapping.Mapper) bool {
	for i, p := range m.Properties {
		switch {
		case p.Filled && i != m.Generated, i == m.Generated && (p.OnInsert.SQL != nil || m.Table.NoReturning),
			i == m.Generated && !(p.Field.HoldsInt64() && types.IsInteger(p.Column.Type)),
			slices.Contains(m.Class.Key, i) && reshaped(p.Column.Type):
			return false
		}
	}
	return true
}
