package schema

import "slices"

// SortedTable is a table, and the foreign keys that can be created with it.
type SortedTable struct {
	Table       *Table
	ForeignKeys []*ForeignKeyConstraint
}

// SortTables are tables, each after those that its foreign keys and its DependsOn name. Foreign keys to tables that are not among them do not
// count, nor do those that close a circle: [SortTablesAndConstraints] tells which. Tables that do not depend on each other stay in their order.
// A circle of DependsOn is a [*CircularError]; a foreign key whose target is missing is an error.
//
// SQLAlchemy: sort_tables.
func SortTables(tables ...*Table) ([]*Table, error) {
	order, err := sortTables(tables)
	if err != nil {
		return nil, err
	}
	return tablesOf(order), nil
}

// SortTablesAndConstraints are tables as [SortTables] has them, each with the foreign keys that can be created with it, and the foreign keys
// that have to wait until all tables exist: those of tables that reference each other in a circle, and those that say UseAlter. This is what
// CreateAll does; a program that writes its own DDL creates the tables in this order, and adds the rest by [AddConstraint].
//
// SQLAlchemy: sort_tables_and_constraints.
func SortTablesAndConstraints(tables ...*Table) ([]SortedTable, []*ForeignKeyConstraint, error) {
	order, err := sortTables(tables)
	if err != nil {
		return nil, nil, err
	}
	out, rest := make([]SortedTable, len(order)), []*ForeignKeyConstraint(nil)
	for i, o := range order {
		out[i].Table = o.table
		for _, f := range o.table.ForeignKeys {
			if !slices.Contains(o.omit, f) {
				out[i].ForeignKeys = append(out[i].ForeignKeys, f)
			}
		}
		rest = append(rest, o.omit...)
	}
	return out, rest, nil
}
