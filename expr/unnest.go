package expr

import (
	"fmt"
	"strconv"

	"github.com/azoth-orm/azoth/types"
)

// Unnest is a FROM element whose rows are bound: one array for each column, all of the same length. The text is the same whatever the
// number of rows. The columns are p0, p1 and so on; the last, if Ordinality asks for it, is n, which numbers the rows.
//
// SQLAlchemy: func.unnest(...).table_valued(..., with_ordinality=...).render_derived().
type Unnest struct {
	// Arrays are the arrays. Their types are types.ArrayType.
	Arrays []*Bind
	// Ordinality adds the column that numbers the rows: WITH ORDINALITY.
	Ordinality bool

	columns []*ColumnRef
}

// NewUnnest is unnest(?, ?) of arrays whose elements have the given types.
func NewUnnest(elements []types.Type, ordinality bool) *Unnest {
	u := &Unnest{Ordinality: ordinality}
	for i, t := range elements {
		b := NewBind(types.NullValue())
		b.Type = types.Array(t)
		u.Arrays = append(u.Arrays, b)
		u.columns = append(u.columns, NewColumn(u, "p"+strconv.Itoa(i), t))
	}
	if ordinality {
		u.columns = append(u.columns, NewColumn(u, "n", types.BigInteger()))
	}
	return u
}

// FromName is empty: the compiler makes a name.
func (u *Unnest) FromName() string { return "" }

// FromColumns are a column for each array, and the number of the row.
func (u *Unnest) FromColumns() []*ColumnRef { return u.columns }

// AppendKey writes the arrays once and a reference to them after that.
func (u *Unnest) AppendKey(k *Key) {
	if k.Seen(u) {
		return
	}
	k.Tag(TagUnnest)
	k.Bool(u.Ordinality)
	k.Uint(uint64(len(u.Arrays)))
	for _, b := range u.Arrays {
		b.AppendKey(k)
	}
}

// Children shows the arrays.
func (u *Unnest) Children(v *Visitor) { ChildList(v, &u.Arrays) }

// InsertArrays is an INSERT of rows that are bound as one array for each of columns, in the order of the rows, so that keys which the
// database generates ascend with them. The values of a row are in the order of columns. Defaults of the program are not added.
//
// SQLAlchemy: insertmanyvalues, with another text for every number of rows.
func InsertArrays(t FromElement, columns, returning []*ColumnRef) *InsertStatement {
	s := &InsertStatement{Table: t, Columns: clip(columns), Returning: returnedColumns(returning)}
	u, err := unnestFor(t, columns, true)
	if err != nil {
		s.err = err
		return s
	}
	q := &Query{From: []FromElement{u}}
	for _, c := range u.columns[:len(columns)] {
		q.Items = append(q.Items, SelectItem{Element: c})
	}
	q.Order = []Element{u.columns[len(columns)]}
	s.Query = q
	return s
}

// UpdateArrays is an UPDATE of the rows that keys name, each with values of its own: they are bound as one array for each column. The
// values of a row are in the order of set and then of keys; a column may be in both. No two rows may have the same keys: only one of them
// would be written. A column whose default for updates is a value must be in set.
//
// SQLAlchemy: executemany of an UPDATE.
func UpdateArrays(t FromElement, set, keys, returning []*ColumnRef) *UpdateStatement {
	s := &UpdateStatement{Table: t, Returning: returnedColumns(returning)}
	u, err := unnestFor(t, append(clip(set), keys...), false)
	if err != nil {
		s.err = err
		return s
	}
	for i, c := range set {
		s.Set = append(s.Set, Assignment{Column: c, Value: u.columns[i]})
	}
	for i, c := range keys {
		s.Where = append(s.Where, NewBinary(OpEq, c, u.columns[len(set)+i]))
	}
	return s
}

// unnestFor is an Unnest of the values of columns of t.
func unnestFor(t FromElement, columns []*ColumnRef, ordinality bool) (*Unnest, error) {
	if len(columns) == 0 {
		return nil, fmt.Errorf("expr: rows of %s without columns cannot be bound as arrays", t.FromName())
	}
	elements := make([]types.Type, len(columns))
	for i, c := range columns {
		var err error
		if elements[i], err = dataType(c); err != nil {
			return nil, err
		}
	}
	return NewUnnest(elements, ordinality), nil
}

// dataType is the type of a column, which may be that of the column that its foreign key references.
func dataType(c *ColumnRef) (types.Type, error) {
	if c.Type != nil {
		return c.Type, nil
	}
	if o, ok := c.Origin.(interface{ DataType() (types.Type, error) }); ok {
		return o.DataType()
	}
	return nil, fmt.Errorf("expr: the type of %s is not known, and its values cannot be bound as an array", nameForPeople(c))
}

func returnedColumns(columns []*ColumnRef) []SelectItem {
	var out []SelectItem
	for _, c := range columns {
		out = append(out, SelectItem{Element: c})
	}
	return out
}
