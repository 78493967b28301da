package orm

import (
	"fmt"
	"reflect"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// Table is what a definition says about a mapped table: types, keys, constraints, defaults, relationships. It reads as DDL.
//
// SQLAlchemy: __table_args__, mapped_column, relationship.
type Table struct {
	d    *declaration
	errs []error
}

func (t *Table) schema() *schema.Table { return t.d.mapper.Table }

func (t *Table) fail(format string, a ...any) {
	t.errs = append(t.errs, &mapping.ConfigError{Type: t.d.mapper.Name, Reason: fmt.Sprintf(format, a...)})
}

// own is the schema's column of c, which must be one of this table.
func (t *Table) own(c expr.Column) *schema.Column {
	if r := c.Ref(); r != nil {
		if sc, ok := r.Origin.(*schema.Column); ok && sc.Table == t.schema() {
			return sc
		}
		t.fail("column %s is not one of table %s", r.Name, t.schema().Name)
		return nil
	}
	t.fail("a column of the definition was never declared")
	return nil
}

func (t *Table) columns(cs []expr.Column) []*schema.Column {
	out := make([]*schema.Column, 0, len(cs))
	for _, c := range cs {
		if sc := t.own(c); sc != nil {
			out = append(out, sc)
		}
	}
	return out
}

// PrimaryKey names the columns of the primary key. A single integer one autoincrements. SQLAlchemy: primary_key=True.
func (t *Table) PrimaryKey(cols ...expr.Column) { t.schema().SetPrimaryKey(t.columns(cols)...) }

// Column gives a column another name than its field's. SQLAlchemy: mapped_column("name").
func (t *Table) Column(c expr.Column, name string) {
	if sc := t.own(c); sc != nil {
		t.schema().Rename(sc, name)
	}
}

// Type gives a column another SQL type than its field's. SQLAlchemy: mapped_column(type).
func (t *Table) Type(c expr.Column, typ types.Type) {
	if sc := t.own(c); sc != nil {
		sc.Type = typ
	}
}

// Nullable allows NULL in columns of plain fields, which read it as their zero value. SQLAlchemy: nullable=True.
func (t *Table) Nullable(cols ...expr.Column) {
	for _, c := range t.columns(cols) {
		c.Nullable = true
		if p := t.d.mapper.Property(&c.ColumnRef); p != nil {
			p.Field.AllowNull()
		}
	}
}

// Unique adds a UNIQUE constraint. SQLAlchemy: UniqueConstraint.
func (t *Table) Unique(cols ...expr.Column) Unique {
	return Unique{t.schema().AddUnique(t.columns(cols)...)}
}

// Index adds an index on columns or expressions, or on their Asc() and Desc(). SQLAlchemy: Index.
func (t *Table) Index(xs ...expr.Ordering) Index {
	return Index{t.schema().AddIndex(orderings(xs)...)}
}

// Check adds a CHECK constraint. SQLAlchemy: CheckConstraint.
func (t *Table) Check(p expr.Predicate) Check {
	return Check{t.schema().AddCheck(expr.ElementOf(p))}
}

// ForeignKey is the first half of FOREIGN KEY (...) REFERENCES .... SQLAlchemy: ForeignKeyConstraint.
func (t *Table) ForeignKey(cols ...expr.Column) ForeignKeyStart { return ForeignKeyStart{t, cols} }

// ForeignKeyStart waits for what the foreign key references.
type ForeignKeyStart struct {
	t    *Table
	cols []expr.Column
}

// References is the second half. Number and types of the columns are checked when the registry is configured.
func (f ForeignKeyStart) References(cols ...expr.Column) ForeignKey {
	var refs []*schema.Column
	for _, c := range cols {
		if sc, ok := c.Ref().Origin.(*schema.Column); ok {
			refs = append(refs, sc)
		}
	}
	own := f.t.columns(f.cols)
	if len(refs) != len(own) || len(refs) == 0 {
		f.t.fail("a foreign key of %d column(s) references %d mapped column(s) (give as many targets as columns)", len(own), len(refs))
		return ForeignKey{&schema.ForeignKeyConstraint{}}
	}
	return ForeignKey{f.t.schema().AddForeignKey(own, refs)}
}

// ServerDefault is a DEFAULT in DDL: t.ServerDefault(u.CreatedAt.SetExpr(fn.Now())). SQLAlchemy: server_default.
func (t *Table) ServerDefault(as ...expr.Assignment) {
	for _, a := range as {
		if sc := t.own(a.Column); sc != nil {
			sc.ServerDefault = a.Value
		}
	}
}

// OnInsert sets columns of a row that is inserted, where the program left them nil or, under OmitZero, zero; a key that has a default is
// under it. A value or a function (u.ID.SetFunc) is written into the object; a SQL expression (u.ID.SetExpr) stands in the INSERT, and the
// flush reads back what it gave. It also holds for azoth.Insert. SQLAlchemy: default, insert_default.
func (t *Table) OnInsert(as ...expr.Assignment) {
	t.defaults(as, func(c *schema.Column, e expr.Element) { c.Default = e })
}

// OnUpdate sets columns of a row that is updated, where the program did not change them: values, functions and SQL expressions as for
// [Table.OnInsert]. It also holds for azoth.Update. SQLAlchemy: onupdate.
func (t *Table) OnUpdate(as ...expr.Assignment) {
	t.defaults(as, func(c *schema.Column, e expr.Element) { c.OnUpdate = e })
}

func (t *Table) defaults(as []expr.Assignment, set func(*schema.Column, expr.Element)) {
	for _, a := range as {
		if sc := t.own(a.Column); sc != nil {
			set(sc, a.Value)
		}
	}
}

// FetchedOnInsert says that the database fills columns of a new row by means that the table does not show, such as a trigger: the flush reads
// them back. SQLAlchemy: server_default=FetchedValue().
func (t *Table) FetchedOnInsert(cols ...expr.Column) {
	for _, c := range t.columns(cols) {
		c.FetchedOnInsert = true
	}
}

// FetchedOnUpdate says that the database changes columns whenever their row is updated: the flush reads them back.
// SQLAlchemy: server_onupdate=FetchedValue().
func (t *Table) FetchedOnUpdate(cols ...expr.Column) {
	for _, c := range t.columns(cols) {
		c.FetchedOnUpdate = true
	}
}

// NoReturning makes the flush read what the database filled by a SELECT, and not by RETURNING: triggers that run after the row was written
// are seen then. SQLAlchemy: Table(implicit_returning=False).
func (t *Table) NoReturning() { t.schema().NoReturning = true }

// OmitZero leaves zero fields out of INSERT, so that their default decides, as the option of encoding/json does. It is implied for
// the autoincrementing key. Everywhere else a zero is a value.
func (t *Table) OmitZero(cols ...expr.Column) {
	for _, c := range t.columns(cols) {
		t.d.mapper.Property(&c.ColumnRef).OmitZero = true
	}
}

// Version makes an integer column count the writes of its row: 1 at INSERT, one more at every UPDATE. An UPDATE or DELETE of a row
// whose count has changed since it was read matches nothing: [ErrStaleData]. SQLAlchemy: version_id_col.
func (t *Table) Version(c expr.Column) {
	sc := t.own(c)
	if sc == nil {
		return
	}
	p := t.d.mapper.Property(&sc.ColumnRef)
	switch p.Field.GoType().Kind() {
	case reflect.Int, reflect.Int16, reflect.Int32, reflect.Int64:
		t.d.mapper.Version = p.Index
	default:
		t.fail("Version(%s): a counter is an int, int16, int32 or int64, not a %s", p.Name, p.Field.GoType())
	}
}

// Relation starts the definition of a relationship: what foreign keys and types do not say.
func (t *Table) Relation(r AnyRelation) *Relationship {
	rel := r.relationship()
	if rel == nil || rel.Parent != t.d.mapper {
		t.fail("Relation names a relationship of another mapping")
		return &Relationship{r: &mapping.Relationship{}}
	}
	return &Relationship{r: rel, t: t}
}

// Relationship is the definition of a relation; all of it can be inferred from foreign keys in the common cases.
//
// SQLAlchemy: relationship.
type Relationship struct {
	r *mapping.Relationship
	t *Table
}

// Cascade says what this object's fate means for its targets, instead of SaveUpdate and Merge. SQLAlchemy: cascade.
func (r *Relationship) Cascade(cs ...Cascade) *Relationship {
	r.r.Cascade = 0
	for _, c := range cs {
		r.r.Cascade |= c
	}
	if r.r.Has(CascadeDeleteOrphan) && !r.r.Has(mapping.CascadeDelete) {
		r.t.fail("%s: CascadeDeleteOrphan without CascadeDelete (say both, or CascadeAll and CascadeDeleteOrphan)", r.r)
	}
	return r
}

// Secondary makes it a many-to-many by way of a link table: a mapping, or a table. SQLAlchemy: secondary.
func (r *Relationship) Secondary(link expr.From) *Relationship {
	f := expr.FromOf(link)
	t, ok := f.(*schema.Table)
	if !ok {
		r.t.fail("%s: Secondary is not a table", r.r)
		return r
	}
	r.r.Secondary = t
	return r
}

// BackPopulates names the relationship in the other direction, so that the session keeps both in step. One of the two may say it.
// SQLAlchemy: back_populates.
func (r *Relationship) BackPopulates(o AnyRelation) *Relationship {
	r.r.BackName = o.relationship()
	return r
}

// ForeignKey says which foreign key of several the relation follows. SQLAlchemy: foreign_keys.
func (r *Relationship) ForeignKey(cols ...expr.Column) *Relationship {
	for _, c := range cols {
		r.r.ForeignKey = append(r.r.ForeignKey, c.Ref())
	}
	return r
}

// On adds conditions to the join. SQLAlchemy: primaryjoin.
func (r *Relationship) On(ps ...expr.Predicate) *Relationship {
	for _, p := range ps {
		r.r.On = append(r.r.On, expr.ElementOf(p))
	}
	return r
}

// OrderBy orders the collection whenever it is loaded. SQLAlchemy: order_by.
func (r *Relationship) OrderBy(os ...expr.Ordering) *Relationship {
	for _, o := range os {
		r.r.OrderBy = append(r.r.OrderBy, expr.OrderingElement(o))
	}
	return r
}

// ViewOnly makes it a way to read only: a flush ignores it. SQLAlchemy: viewonly.
func (r *Relationship) ViewOnly() *Relationship {
	r.r.ViewOnly = true
	return r
}

// PassiveDeletes leaves children that are not loaded to the database (ON DELETE) when their parent is deleted.
// SQLAlchemy: passive_deletes=True.
func (r *Relationship) PassiveDeletes() *Relationship {
	r.r.PassiveDeletes = mapping.PassiveLoaded
	return r
}

// PostUpdate writes the foreign key by an UPDATE of its own, after the rows are inserted and before they are deleted, so that rows
// may refer to each other. It holds for both sides of the relation. SQLAlchemy: post_update.
func (r *Relationship) PostUpdate() *Relationship {
	r.r.PostUpdate = true
	return r
}

// PassiveDeletesAll leaves all children to the database when their parent is deleted. SQLAlchemy: passive_deletes="all".
func (r *Relationship) PassiveDeletesAll() *Relationship {
	r.r.PassiveDeletes = mapping.PassiveAll
	return r
}

// Cascade says what a parent's fate means for its children.
type Cascade = mapping.Cascade

// The cascades. SQLAlchemy: cascade.
const (
	CascadeSaveUpdate    = mapping.CascadeSaveUpdate
	CascadeMerge         = mapping.CascadeMerge
	CascadeDelete        = mapping.CascadeDelete
	CascadeDeleteOrphan  = mapping.CascadeDeleteOrphan
	CascadeExpunge       = mapping.CascadeExpunge
	CascadeRefreshExpire = mapping.CascadeRefreshExpire
	CascadeAll           = mapping.CascadeAll
	CascadeNone          = mapping.CascadeNone
)
