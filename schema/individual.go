package schema

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// CheckFirst says what is looked for in the database before it is created or dropped: what exists is not created, what does not is not
// dropped. What is not looked for is created or dropped without asking, and the database's error if that was wrong.
//
// SQLAlchemy: CheckFirst.
type CheckFirst uint8

// What is looked for. CreateAll and DropAll look for everything, and create and drop of a single thing for nothing, unless [Checking] says
// otherwise.
const (
	CheckTables CheckFirst = 1 << iota
	CheckViews
	CheckIndexes
	CheckSequences
	CheckTypes

	CheckNothing CheckFirst = 0
	CheckAll                = CheckTables | CheckViews | CheckIndexes | CheckSequences | CheckTypes
)

// DDLOption is an option of CreateAll, of Create, and of their opposites.
type DDLOption func(*ddlOptions)

type ddlOptions struct{ check CheckFirst }

// Checking says what is looked for before it is created or dropped. SQLAlchemy: checkfirst.
func Checking(what CheckFirst) DDLOption { return func(o *ddlOptions) { o.check = what } }

func ddlOptionsOf(o ddlOptions, options []DDLOption) ddlOptions {
	for _, f := range options {
		f(&o)
	}
	return o
}

// one runs the DDL of one thing.
func one(ctx context.Context, ex expr.Executor, what string, options []DDLOption, f func(*creator) error) error {
	o := ddlOptionsOf(ddlOptions{check: CheckNothing}, options)
	return runDDL(ctx, ex, what, func(c DDLConn) error { return f(&creator{c, o.check}) })
}

// Create creates t with its indexes and comments, and before it the enumerations and sequences that its columns use, if they are missing.
//
// SQLAlchemy: Table.create.
func (t *Table) Create(ctx context.Context, ex expr.Executor, options ...DDLOption) error {
	return one(ctx, ex, "Create", options, func(r *creator) error {
		table := r.check
		r.check |= CheckSequences | CheckTypes
		return r.create(ctx, nil, sequencesOf(nil, []*Table{t}), []*Table{t}, nil, table)
	})
}

// Drop drops t, and the enumerations that no other table of its MetaData uses. Sequences stay.
//
// SQLAlchemy: Table.drop.
func (t *Table) Drop(ctx context.Context, ex expr.Executor, options ...DDLOption) error {
	return one(ctx, ex, "Drop", options, func(r *creator) error {
		table := r.check
		r.check |= CheckTypes
		return r.drop(ctx, nil, nil, []*Table{t}, nil, table)
	})
}

// Create creates the index. SQLAlchemy: Index.create.
func (i *Index) Create(ctx context.Context, ex expr.Executor, options ...DDLOption) error {
	return one(ctx, ex, "Create", options, func(r *creator) error { return r.createIndex(ctx, i, false) })
}

// Drop drops the index. SQLAlchemy: Index.drop.
func (i *Index) Drop(ctx context.Context, ex expr.Executor, options ...DDLOption) error {
	return one(ctx, ex, "Drop", options, func(r *creator) error { return r.createIndex(ctx, i, true) })
}

// Create creates the sequence, in a database that has sequences. SQLAlchemy: Sequence.create.
func (s *Sequence) Create(ctx context.Context, ex expr.Executor, options ...DDLOption) error {
	return one(ctx, ex, "Create", options, func(r *creator) error { return r.createSequences(ctx, []*Sequence{s}) })
}

// Drop drops the sequence. SQLAlchemy: Sequence.drop.
func (s *Sequence) Drop(ctx context.Context, ex expr.Executor, options ...DDLOption) error {
	return one(ctx, ex, "Drop", options, func(r *creator) error { return r.dropSequences(ctx, []*Sequence{s}) })
}

// Create creates the view. SQLAlchemy: CreateView.
func (v *View) Create(ctx context.Context, ex expr.Executor, options ...DDLOption) error {
	return one(ctx, ex, "Create", options, func(r *creator) error { return r.createViews(ctx, []*View{v}) })
}

// Drop drops the view. SQLAlchemy: DropView.
func (v *View) Drop(ctx context.Context, ex expr.Executor, options ...DDLOption) error {
	return one(ctx, ex, "Drop", options, func(r *creator) error { return r.dropViews(ctx, []*View{v}) })
}

// CreateEnum creates the type of an enumeration by itself, in a database where enumerations have names; elsewhere there is nothing to create.
// An enumeration without a name, or one that is a CHECK, is an error.
//
// SQLAlchemy: postgresql.ENUM.create.
func CreateEnum(ctx context.Context, ex expr.Executor, e types.EnumType, options ...DDLOption) error {
	return oneEnum(ctx, ex, "CreateEnum", e, options, (*creator).createEnum)
}

// DropEnum drops the type of an enumeration by itself, in a database where enumerations have names. No column may use it.
//
// SQLAlchemy: postgresql.ENUM.drop.
func DropEnum(ctx context.Context, ex expr.Executor, e types.EnumType, options ...DDLOption) error {
	return oneEnum(ctx, ex, "DropEnum", e, options, (*creator).dropEnum)
}

func oneEnum(ctx context.Context, ex expr.Executor, what string, e types.EnumType, options []DDLOption, f func(*creator, context.Context, types.EnumType) error) error {
	if e.Name == "" || e.Check {
		return errorf("%s of %s: it is no type of its own (give it a name with Named, and no CHECK)", what, e.SQLType())
	}
	return one(ctx, ex, what, options, func(r *creator) error {
		if !r.c.Abilities().EnumTypes {
			return nil
		}
		return f(r, ctx, e)
	})
}

// createIndex creates an index, or drops it.
func (r *creator) createIndex(ctx context.Context, i *Index, drop bool) error {
	if r.check&CheckIndexes != 0 {
		name, _, err := i.FullName()
		if err != nil {
			return err
		}
		has, err := r.c.HasIndex(ctx, i.Table.Schema, i.Table.Name, name)
		if err != nil {
			return lookingFor("index", i.Table, err)
		}
		if has != drop {
			return nil
		}
	}
	if drop {
		return r.run(ctx, &DropIndex{Index: i})
	}
	if !i.When.Holds(r.c.Abilities().Dialects...) {
		return nil
	}
	return r.run(ctx, &CreateIndex{Index: i})
}
