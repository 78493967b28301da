package col_test

import (
	"reflect"
	"testing"
	"time"
	"unsafe"

	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

type columns struct {
	ID       col.Int64
	Name     col.String
	Nick     col.NullString
	Price    col.Decimal
	At       col.Time
	Active   col.Bool
	Tags     col.JSON[[]string]
	Settings col.NullJSON[map[string]int]
	Words    col.Array[string]
	Numbers  col.NullArray[*int64]
}

func declared(t *testing.T) *columns {
	t.Helper()
	table := schema.Define("t", schema.NewMetaData(),
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()), schema.Col("name", types.String(0)), schema.Col("nick", types.String(0)),
		schema.Col("price", types.Numeric(10, 2)), schema.Col("at", types.DateTime()), schema.Col("active", types.Boolean()),
		schema.Col("tags", types.JSON()), schema.Col("settings", types.JSON()),
		schema.Col("words", types.Array(types.Text())), schema.Col("numbers", types.Array(types.BigInteger())))
	c, err := expr.ColumnsOf[columns](table)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A column is one pointer, or passing it as an interface would allocate.
func TestColumnsAreOnePointer(t *testing.T) {
	typ := reflect.TypeFor[columns]()
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Type.Size() != unsafe.Sizeof(uintptr(0)) {
			t.Errorf("%s is %d bytes", f.Type, f.Type.Size())
		}
		for j := range f.Type.NumField() {
			if f.Type.Field(j).IsExported() {
				t.Errorf("%s shows the field %s in completion lists", f.Type, f.Type.Field(j).Name)
			}
		}
	}
}

func TestSet(t *testing.T) {
	c := declared(t)
	at := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, x := range []struct {
		a      expr.Assignment
		column string
		want   any
	}{
		{c.ID.Set(7), "id", int64(7)},
		{c.Name.Set("ed"), "name", "ed"},
		{c.Nick.Set(nil), "nick", nil},
		{c.Nick.Set(new("x")), "nick", "x"},
		{c.At.Set(at), "at", at},
		{c.Active.Set(true), "active", true},
		{c.Price.Set(types.MustDecimal("1.5")), "price", types.MustDecimal("1.5")},
		{c.Settings.Set(nil), "settings", nil},
	} {
		b, ok := x.a.Value.(*expr.Bind)
		if !ok || x.a.Column.Name != x.column || b.Value.Any() != x.want {
			t.Errorf("%s is set to %v, want %s to %v", x.a.Column.Name, b.Value.Any(), x.column, x.want)
		}
	}
	if d, ok := c.Tags.Set([]string{"a"}).Value.(*expr.Bind).Value.Any().(types.Document); !ok || d.String() != `["a"]` {
		t.Errorf("a JSON column is set to %v", d)
	}
	if e, ok := c.Words.Set([]string{"a"}).Value.(*expr.Bind).Value.Any().(types.Elements); !ok || !reflect.DeepEqual(e.V, []string{"a"}) {
		t.Errorf("an array column is set to %v", e)
	}
	if b := c.Numbers.Set(nil).Value.(*expr.Bind); !b.Value.IsNull() || c.Numbers.Set(&[]*int64{nil}).Value.(*expr.Bind).Value.IsNull() {
		t.Error("a nil pointer is NULL, a slice is not")
	}
	if a := c.Words.SetExpr(c.Words); a.Column != c.Words.Ref() || a.Value == nil {
		t.Error("SetExpr of an array lost its column or its expression")
	}
	if a := c.Name.SetExpr(c.Name.Concat("!")); a.Column != c.Name.Ref() || a.Value == nil {
		t.Error("SetExpr lost its column or its expression")
	}
}

func TestColumnsAreColumns(t *testing.T) {
	c := declared(t)
	for _, x := range []expr.Column{c.ID, c.Name, c.Nick, c.Price, c.At, c.Active, c.Tags, c.Settings, c.Words, c.Numbers} {
		if x.Ref() == nil || x.Ref() != expr.RefOf(x) {
			t.Errorf("%T does not know its column", x)
		}
	}
	var undeclared col.String
	if undeclared.Ref() != nil {
		t.Error("a column that was not declared has a Ref")
	}
	for want, x := range map[reflect.Type]expr.Attachable{
		reflect.TypeFor[int64](): &c.ID, reflect.TypeFor[*string](): &c.Nick, reflect.TypeFor[[]string](): &c.Tags,
		reflect.TypeFor[*map[string]int](): &c.Settings, reflect.TypeFor[bool](): &c.Active,
		reflect.TypeFor[[]string](): &c.Words, reflect.TypeFor[*[]*int64](): &c.Numbers,
	} {
		if got := expr.GoType(x); got != want {
			t.Errorf("the field of a %T is a %s, want %s", x, got, want)
		}
	}
}

func TestDefaultType(t *testing.T) {
	for _, c := range []struct {
		column expr.Attachable
		want   types.Type
	}{
		{new(col.JSON[int]), types.JSON()},
		{new(col.NullJSON[int]), types.JSON()},
		{new(col.Array[int64]), types.Array(types.BigInteger())},
		{new(col.NullArray[*bool]), types.Array(types.Boolean())},
		{new(col.Array[[]byte]), types.Array(types.LargeBinary())},
		{new(col.Array[struct{}]), types.Array(nil)},
	} {
		d, ok := c.column.(interface{ DefaultType() types.Type })
		if !ok || d.DefaultType() != c.want {
			t.Errorf("%T does not say that it is %v", c.column, c.want)
		}
	}
}
