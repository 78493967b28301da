package schema

import (
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// View is CREATE VIEW name AS query.
//
// SQLAlchemy: CreateView.
type View struct {
	// Name is the view's name, Schema the schema that it lives in; "" is the database's default.
	Name, Schema string
	// Query is the SELECT of a view that is created; values in it are rendered as literals.
	Query expr.Element
	// Definition is the SELECT as the database tells it, for a view that was reflected. It is what is created if there is no Query.
	Definition string
	// Materialized says that the rows are kept, and refreshed on request.
	Materialized bool
}

// NewView is a view of meta, which may be nil: CreateAll creates it after the tables, in the order of declaration, and DropAll drops it
// before them. name may be "schema.view"; query is the Statement of a SELECT or of a set operation. It panics if meta has a view of that name.
//
// SQLAlchemy: CreateView(metadata=...).
func NewView(meta *MetaData, name string, query expr.Selectable) *View {
	v := &View{Name: name, Query: query}
	if in, n, ok := strings.Cut(name, "."); ok {
		v.Schema, v.Name = in, n
	} else if meta != nil {
		v.Schema = meta.Schema
	}
	if meta != nil {
		meta.addView(v)
	}
	return v
}

// Key is the name of v: schema.view, or view.
func (v *View) Key() string { return key(v.Schema, v.Name) }

// String is the view's name, with its schema.
func (v *View) String() string { return v.Key() }

// Table is a table that stands for v in statements, with the columns that the query selects. It belongs to no MetaData.
//
// SQLAlchemy: CreateView.table.
func (v *View) Table() (*Table, error) {
	q, ok := v.Query.(expr.Selectable)
	if !ok {
		return nil, errorf("view %s has no query to take columns from (describe it by a Table)", v)
	}
	t := NewTable(nil, v.Name)
	t.Schema = v.Schema
	for _, c := range (&expr.Subquery{Query: q, Name: v.Name}).FromColumns() {
		if t.Column(c.Name) != nil || c.Name == "" {
			return nil, errorf("view %s has two columns %q, or one without a name (label them with As)", v, c.Name)
		}
		t.AddColumn(NewColumn(c.Name, typeOfRef(c)))
	}
	return t, nil
}

// typeOfRef is the type of a column of a SELECT; nil if nothing is known of it.
func typeOfRef(c *expr.ColumnRef) types.Type {
	if origin := OriginOf(c); origin != nil {
		t, _ := origin.DataType()
		return t
	}
	if c.Type == nil && c.Of != nil {
		return expr.TypeOf(c.Of)
	}
	return c.Type
}

// appendKey writes which view is meant, with the values of its query, for they are part of the text.
func (v *View) appendKey(k *expr.Key) {
	k.String(v.Schema)
	k.String(v.Name)
	k.Bool(v.Materialized)
	k.String(v.Definition)
	if v.Query == nil {
		return
	}
	var own expr.Key
	v.Query.AppendKey(&own)
	if err := own.Err(); err != nil {
		k.Fail(err)
	}
	k.String(string(own.Bytes()))
	for _, x := range own.Values() {
		k.String(fmt.Sprintf("%d %v", x.Kind(), x.Any()))
	}
}

// CreateView is CREATE VIEW, or CREATE MATERIALIZED VIEW.
//
// SQLAlchemy: CreateView.
type CreateView struct {
	ddl
	View *View
	// OrReplace renders OR REPLACE, IfNotExists IF NOT EXISTS, Temporary TEMPORARY.
	OrReplace, IfNotExists, Temporary bool
}

// AppendKey writes the view and the options.
func (c *CreateView) AppendKey(k *expr.Key) {
	appendDDL(k, kindCreateView, nil)
	c.View.appendKey(k)
	k.Bool(c.OrReplace)
	k.Bool(c.IfNotExists)
	k.Bool(c.Temporary)
}

// DropView is DROP VIEW, or DROP MATERIALIZED VIEW.
//
// SQLAlchemy: DropView.
type DropView struct {
	ddl
	View *View
	// IfExists renders IF EXISTS.
	IfExists bool
}

// AppendKey writes the view and the options.
func (d *DropView) AppendKey(k *expr.Key) {
	appendDDL(k, kindDropView, nil)
	k.String(d.View.Schema)
	k.String(d.View.Name)
	k.Bool(d.View.Materialized)
	k.Bool(d.IfExists)
}

// RefreshView is REFRESH MATERIALIZED VIEW: the query runs again.
type RefreshView struct {
	ddl
	View *View
	// Concurrently lets others read meanwhile; the view needs a unique index for it.
	Concurrently bool
}

// AppendKey writes the view and the options.
func (r *RefreshView) AppendKey(k *expr.Key) {
	appendDDL(k, kindRefreshView, nil)
	k.String(r.View.Schema)
	k.String(r.View.Name)
	k.Bool(r.Concurrently)
}
