package schema

import (
	"context"
	"fmt"

	"github.com/azoth-orm/azoth/expr"
)

// DDLRunner runs f in a transaction, with what f needs of a database. Engine and Connection are DDLRunners.
type DDLRunner interface {
	RunDDL(ctx context.Context, f func(DDLConn) error) error
}

// DDLConn is what CreateAll and DropAll need of a database. It may also have a method SupportsAlter() bool: whether a foreign key
// can be added to a table that exists. Without it, foreign keys are created with their tables.
type DDLConn interface {
	// Execute runs a statement.
	Execute(ctx context.Context, s expr.Statement) (expr.Rows, error)
	// HasTable tells whether there is a table or view of that name; schema "" is the default one.
	HasTable(ctx context.Context, schema, name string) (bool, error)
}

// CreateAll creates the tables that the database does not have, in the order of their foreign keys, each with its indexes, in one
// transaction. Tables that exist are not touched. ex is an Engine, a Connection or another [DDLRunner].
//
// SQLAlchemy: MetaData.create_all.
func (m *MetaData) CreateAll(ctx context.Context, ex expr.Executor) error {
	if err := m.prepare(); err != nil {
		return err
	}
	return CreateTables(ctx, ex, m.tables...)
}

// DropAll drops the tables that the database has, in the opposite order.
//
// SQLAlchemy: MetaData.drop_all.
func (m *MetaData) DropAll(ctx context.Context, ex expr.Executor) error {
	if err := m.prepare(); err != nil {
		return err
	}
	return DropTables(ctx, ex, m.tables...)
}

// CreateTables is CreateAll for some tables.
//
// SQLAlchemy: MetaData.create_all(tables=...).
func CreateTables(ctx context.Context, ex expr.Executor, tables ...*Table) error {
	return runDDL(ctx, ex, "CreateAll", func(c DDLConn) error {
		missing, err := filter(ctx, c, tables, false)
		if err != nil {
			return err
		}
		order, err := sortTables(missing)
		if err != nil {
			return err
		}
		return createInOrder(ctx, c, order)
	})
}

// DropTables is DropAll for some tables.
//
// SQLAlchemy: MetaData.drop_all(tables=...).
func DropTables(ctx context.Context, ex expr.Executor, tables ...*Table) error {
	return runDDL(ctx, ex, "DropAll", func(c DDLConn) error {
		present, err := filter(ctx, c, tables, true)
		if err != nil {
			return err
		}
		order, err := sortTables(present)
		if err != nil {
			return err
		}
		return dropInOrder(ctx, c, order)
	})
}

func runDDL(ctx context.Context, ex expr.Executor, what string, f func(DDLConn) error) error {
	r, ok := ex.(DDLRunner)
	if !ok {
		return errorf("%s on a %T: it cannot run DDL (give an Engine or a Connection)", what, ex)
	}
	return r.RunDDL(ctx, f)
}

// filter is the tables that exist, or those that do not.
func filter(ctx context.Context, c DDLConn, tables []*Table, exist bool) ([]*Table, error) {
	var out []*Table
	for _, t := range tables {
		has, err := c.HasTable(ctx, t.Schema, t.Name)
		if err != nil {
			return nil, fmt.Errorf("schema: looking for table %s: %w", t, err)
		}
		if has == exist {
			out = append(out, t)
		}
	}
	return out, nil
}

func createInOrder(ctx context.Context, c DDLConn, order []creation) error {
	alter := supportsAlter(c)
	for _, o := range order {
		st := &CreateTable{Table: o.table}
		if alter {
			st.Omit = o.omit
		}
		if err := execute(ctx, c, st); err != nil {
			return err
		}
		for _, i := range o.table.Indexes {
			if err := execute(ctx, c, &CreateIndex{Index: i}); err != nil {
				return err
			}
		}
	}
	if !alter {
		return nil
	}
	for _, o := range order {
		for _, f := range o.omit {
			if err := execute(ctx, c, &AddConstraint{Constraint: f}); err != nil {
				return err
			}
		}
	}
	return nil
}

func dropInOrder(ctx context.Context, c DDLConn, order []creation) error {
	for _, o := range order {
		for _, f := range o.omit {
			if !supportsAlter(c) {
				break
			}
			if err := execute(ctx, c, &DropConstraint{Constraint: f}); err != nil {
				return err
			}
		}
	}
	for i := len(order) - 1; i >= 0; i-- {
		if err := execute(ctx, c, &DropTable{Table: order[i].table}); err != nil {
			return err
		}
	}
	return nil
}

func supportsAlter(c DDLConn) bool {
	a, ok := c.(interface{ SupportsAlter() bool })
	return ok && a.SupportsAlter()
}

func execute(ctx context.Context, c DDLConn, st expr.Statement) error {
	rows, err := c.Execute(ctx, st)
	if err != nil {
		return err
	}
	return rows.Close()
}
