package schema

import (
	"sort"
	"strings"

	"github.com/azoth-orm/azoth/expr"
)

// creation is a table and the foreign keys that have to wait until every table exists.
type creation struct {
	table *Table
	omit  []*ForeignKeyConstraint
}

// SortedTables are the tables, each after those that its foreign keys reference; tables that do not depend on each other come in
// the order of their names.
//
// SQLAlchemy: MetaData.sorted_tables.
func (m *MetaData) SortedTables() ([]*Table, error) {
	tables := m.Tables()
	sort.SliceStable(tables, func(i, j int) bool { return tables[i].Key() < tables[j].Key() })
	order, err := sortTables(tables)
	if err != nil {
		return nil, err
	}
	out := make([]*Table, len(order))
	for i, c := range order {
		out[i] = c.table
	}
	return out, nil
}

// sortTables puts tables in the order of their foreign keys, level by level: first those that reference nothing, then those that
// reference these, and inside a level as they came. The foreign keys of tables that reference each other in a circle are left to an
// ALTER TABLE at the end, and so are those that ask for it.
func sortTables(tables []*Table) ([]creation, error) {
	needs, late, err := dependencies(tables)
	if err != nil {
		return nil, err
	}
	order, stuck := levels(tables, needs)
	if len(stuck) > 0 {
		for t := range circles(stuck, needs) {
			needs[t] = needs[t].of(t.after)
			late[t] = t.ForeignKeys
		}
		if order, stuck = levels(tables, needs); len(stuck) > 0 {
			return nil, &CircularError{Tables: stuck}
		}
	}
	out := make([]creation, len(order))
	for i, t := range order {
		out[i] = creation{t, late[t]}
	}
	return out, nil
}

type tableSet map[*Table]bool

// of are those of a list that are in s.
func (s tableSet) of(list []*Table) tableSet {
	out := tableSet{}
	for _, t := range list {
		if s[t] {
			out[t] = true
		}
	}
	return out
}

// CircularError is a circle of tables that say [Table.DependsOn]: unlike foreign keys it cannot be broken by an ALTER TABLE.
//
// SQLAlchemy: CircularDependencyError.
type CircularError struct {
	// Tables are those of the circle, and those that depend on it.
	Tables []*Table
}

// Error names the tables.
func (e *CircularError) Error() string {
	names := make([]string, len(e.Tables))
	for i, t := range e.Tables {
		names[i] = t.Key()
	}
	return "schema: tables depend on each other in a circle: " + strings.Join(names, ", ") + " (take one of their DependsOn away)"
}

// dependencies tells for each table which others it needs first, and which of its foreign keys wait.
func dependencies(tables []*Table) (map[*Table]tableSet, map[*Table][]*ForeignKeyConstraint, error) {
	needs, late := map[*Table]tableSet{}, map[*Table][]*ForeignKeyConstraint{}
	for _, t := range tables {
		needs[t] = tableSet{}
	}
	for _, t := range tables {
		for _, other := range t.after {
			if _, known := needs[other]; known && other != t {
				needs[t][other] = true
			}
		}
		for _, f := range t.ForeignKeys {
			ref, err := f.RefTable()
			if err != nil {
				return nil, nil, err
			}
			switch _, known := needs[ref]; {
			case f.UseAlter:
				late[t] = append(late[t], f)
			case known && ref != t:
				needs[t][ref] = true
			}
		}
	}
	return needs, late, nil
}

// levels peels off tables that need none of the rest; stuck is what remains when there is none.
func levels(tables []*Table, needs map[*Table]tableSet) (order, stuck []*Table) {
	todo := append([]*Table(nil), tables...)
	left := tableSet{}
	for _, t := range todo {
		left[t] = true
	}
	for len(todo) > 0 {
		var level, rest []*Table
		for _, t := range todo {
			if meets(needs[t], left) {
				rest = append(rest, t)
			} else {
				level = append(level, t)
			}
		}
		if len(level) == 0 {
			return order, rest
		}
		for _, t := range level {
			delete(left, t)
		}
		order, todo = append(order, level...), rest
	}
	return order, nil
}

func meets(a, b tableSet) bool {
	for t := range a {
		if b[t] {
			return true
		}
	}
	return false
}

// circles are the tables among stuck that need themselves, by way of others.
func circles(stuck []*Table, needs map[*Table]tableSet) tableSet {
	out := tableSet{}
	for _, t := range stuck {
		if reaches(t, t, needs, tableSet{}) {
			out[t] = true
		}
	}
	return out
}

func reaches(from, to *Table, needs map[*Table]tableSet, seen tableSet) bool {
	for n := range needs[from] {
		if n == to {
			return true
		}
		if seen[n] {
			continue
		}
		seen[n] = true
		if reaches(n, to, needs, seen) {
			return true
		}
	}
	return false
}

// Between are the foreign keys that link a and b, in either direction, in the order in which they were added: those of a first.
func Between(a, b expr.FromElement) []*ForeignKeyConstraint {
	x, y := TableOf(a), TableOf(b)
	if x == nil || y == nil {
		return nil
	}
	out := x.ForeignKeysTo(y)
	if x != y {
		out = append(out, y.ForeignKeysTo(x)...)
	}
	return out
}

// TableOf is the table behind a FROM element: itself, or what an alias stands for; nil if there is none.
func TableOf(f expr.FromElement) *Table {
	for {
		switch x := f.(type) {
		case *Table:
			return x
		case *expr.Alias:
			f = x.Of
		default:
			return nil
		}
	}
}
