package schema

import (
	"reflect"

	"github.com/azoth-orm/azoth/expr"
)

// ddl is what the statements of this file have in common: they yield no rows, and nothing can be wrong with them before they are
// compiled.
type ddl struct{}

// ResultType is nil: DDL yields no rows.
func (ddl) ResultType() reflect.Type { return nil }

// Err is nil: what is wrong with a table is found when its DDL is compiled.
func (ddl) Err() error { return nil }

// Children shows nothing.
func (ddl) Children(*expr.Visitor) {}

// The kinds of DDL, for cache keys.
const (
	kindCreateTable = iota
	kindDropTable
	kindCreateIndex
	kindDropIndex
	kindAddConstraint
	kindDropConstraint
	kindCreateSchema
	kindDropSchema
	kindCreateSequence
	kindDropSequence
	kindCreateEnumType
	kindDropEnumType
	kindSetTableComment
	kindDropTableComment
	kindSetColumnComment
	kindDropColumnComment
	kindCreateView
	kindDropView
	kindRefreshView
	kindCustom
	kindCreateTableAs
	kindCreateColumn
	kindSetConstraintComment
	kindDropConstraintComment
)

func appendDDL(k *expr.Key, kind uint64, t *Table) {
	k.Tag(expr.TagDDL)
	k.Uint(kind)
	if t != nil {
		k.Uint(t.number)
		k.Uint(uint64(len(t.Columns)))
		k.Uint(uint64(len(t.others)))
	}
}

// CreateTable is CREATE TABLE, without the indexes.
//
// SQLAlchemy: CreateTable.
type CreateTable struct {
	ddl
	Table *Table
	// IfNotExists renders IF NOT EXISTS.
	IfNotExists bool
	// Omit are foreign keys that an [AddConstraint] adds later. A database that cannot do that creates them with the table.
	Omit []*ForeignKeyConstraint
}

// AppendKey writes the table and the options.
func (c *CreateTable) AppendKey(k *expr.Key) {
	appendDDL(k, kindCreateTable, c.Table)
	k.Bool(c.IfNotExists)
	k.Uint(uint64(len(c.Omit)))
	for _, f := range c.Omit {
		k.Uint(uint64(constraintIndex(f)))
	}
}

func constraintIndex(c Constraint) int {
	for i, x := range c.On().others {
		if x == c {
			return i + 1
		}
	}
	return 0
}

// CreateColumn is a column as CREATE TABLE has it: name TYPE DEFAULT x NOT NULL. It is a part of a statement of the program's own, such as
// ALTER TABLE ... ADD COLUMN, or for display.
//
// SQLAlchemy: CreateColumn.
type CreateColumn struct {
	ddl
	Column *Column
}

// AppendKey writes the table and which of its columns is meant.
func (c *CreateColumn) AppendKey(k *expr.Key) {
	appendDDL(k, kindCreateColumn, c.Column.Table)
	k.Uint(uint64(indexOf(c.Column.Table.Columns, c.Column)))
}

// DropTable is DROP TABLE.
//
// SQLAlchemy: DropTable.
type DropTable struct {
	ddl
	Table *Table
	// IfExists renders IF EXISTS.
	IfExists bool
}

// AppendKey writes the table and the options.
func (d *DropTable) AppendKey(k *expr.Key) {
	appendDDL(k, kindDropTable, d.Table)
	k.Bool(d.IfExists)
}

// CreateIndex is CREATE INDEX.
//
// SQLAlchemy: CreateIndex.
type CreateIndex struct {
	ddl
	Index *Index
	// IfNotExists renders IF NOT EXISTS.
	IfNotExists bool
}

// AppendKey writes the index's table and its name.
func (c *CreateIndex) AppendKey(k *expr.Key) {
	appendDDL(k, kindCreateIndex, c.Index.Table)
	k.Uint(uint64(c.Index.position()))
	k.String(c.Index.IndexName())
	k.Bool(c.IfNotExists)
}

func (i *Index) position() int {
	for n, x := range i.Table.Indexes {
		if x == i {
			return n + 1
		}
	}
	return 0
}

// DropIndex is DROP INDEX.
//
// SQLAlchemy: DropIndex.
type DropIndex struct {
	ddl
	Index *Index
	// IfExists renders IF EXISTS.
	IfExists bool
}

// AppendKey writes the index's table and its name.
func (d *DropIndex) AppendKey(k *expr.Key) {
	appendDDL(k, kindDropIndex, d.Index.Table)
	k.String(d.Index.IndexName())
	k.Bool(d.IfExists)
}

// AddConstraint is ALTER TABLE ... ADD [CONSTRAINT name] ....
//
// SQLAlchemy: AddConstraint.
type AddConstraint struct {
	ddl
	Constraint Constraint
}

// AppendKey writes the table and which of its constraints is meant.
func (a *AddConstraint) AppendKey(k *expr.Key) {
	appendDDL(k, kindAddConstraint, a.Constraint.On())
	k.Uint(uint64(constraintIndex(a.Constraint)))
}

// DropConstraint is ALTER TABLE ... DROP CONSTRAINT name. A constraint without a name cannot be dropped.
//
// SQLAlchemy: DropConstraint.
type DropConstraint struct {
	ddl
	Constraint Constraint
	// Cascade renders CASCADE.
	Cascade bool
}

// AppendKey writes the table and which of its constraints is meant.
func (d *DropConstraint) AppendKey(k *expr.Key) {
	appendDDL(k, kindDropConstraint, d.Constraint.On())
	k.Uint(uint64(constraintIndex(d.Constraint)))
	k.Bool(d.Cascade)
}

// CreateSchema is CREATE SCHEMA name.
//
// SQLAlchemy: CreateSchema.
type CreateSchema struct {
	ddl
	Name        string
	IfNotExists bool
}

// AppendKey writes the name and the options.
func (c *CreateSchema) AppendKey(k *expr.Key) {
	appendDDL(k, kindCreateSchema, nil)
	k.String(c.Name)
	k.Bool(c.IfNotExists)
}

// DropSchema is DROP SCHEMA name.
//
// SQLAlchemy: DropSchema.
type DropSchema struct {
	ddl
	Name              string
	IfExists, Cascade bool
}

// AppendKey writes the name and the options.
func (d *DropSchema) AppendKey(k *expr.Key) {
	appendDDL(k, kindDropSchema, nil)
	k.String(d.Name)
	k.Bool(d.IfExists)
	k.Bool(d.Cascade)
}
