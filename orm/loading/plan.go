package loading

import (
	"slices"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/types"
)

// Plan says how the rows of one compiled SELECT become results and objects. It is frozen and shared, like the SQL beside it.
type Plan struct {
	// Scalars are the items that are no entities.
	Scalars []Scalar
	// Entities are the entities of a row: those of the result, then those of joined relationships, parents first.
	Entities []*Entity
	// Collects says that rows of one result may follow each other, for a joined collection.
	Collects bool
	// Pages says that something is loaded after the rows.
	Pages bool
}

// Scalar is a column of the result that is no entity.
type Scalar struct {
	Offset uintptr
	Field  *rowplan.Field
	At     int
}

// Entity is an entity in a row.
type Entity struct {
	Mapper *mapping.Mapper
	// Columns are the properties that are read, At where in the row each is.
	Columns []int
	At      []int
	// Fields are the fields of all properties, as they are read in the database.
	Fields []*rowplan.Field
	// KeyAt is where the primary key is, Key its place in Columns.
	KeyAt, Key []int
	// Offset is the place of the pointer in the result; Result tells whether it has one.
	Offset uintptr
	Result bool
	// Parent is the entity that a joined relationship belongs to, by its index in the plan; Spec its option.
	Parent int
	Spec   *Spec
	// SelectIn are the relationships to load after the rows.
	SelectIn []*Spec
	// MayRepeat says that several rows may hold the same object.
	MayRepeat bool
	// Partial says that not all columns are read.
	Partial bool
	// Untracked, WithoutSnapshot and Populate are what the options say.
	Untracked, WithoutSnapshot, Populate bool

	item int // its place in the lowered SELECT list
}

// place finds the columns of every item in the compiled statement.
func (p *Plan) place(c *compiler.Compiled, items []expr.SelectItem, scalars []int) error {
	at := make([][]int, len(items))
	for i, col := range c.Columns {
		at[col.Item] = append(at[col.Item], i)
	}
	for _, e := range p.Entities {
		fields, err := rowplan.InAll(e.Mapper.EntityFields(), c.Dialects...)
		if err != nil {
			return err
		}
		e.At, e.Fields = at[e.item], fields
		for _, k := range e.Mapper.Class.Key {
			i := slices.Index(e.Columns, k)
			e.Key = append(e.Key, i)
			e.KeyAt = append(e.KeyAt, e.At[i])
		}
	}
	for _, i := range scalars {
		f, err := rowplan.NewField(items[i].Type, items[i].Offset, types.For(expr.TypeOf(items[i].Element), c.Dialects...))
		if err != nil {
			return err
		}
		p.Scalars = append(p.Scalars, Scalar{Offset: items[i].Offset, Field: f, At: at[i][0]})
	}
	return nil
}
