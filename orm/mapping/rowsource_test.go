package mapping

import (
	"errors"
	"reflect"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var _ expr.RowSource = (*Mapper)(nil)

type product struct {
	ID    int64
	Name  string
	Note  *string
	Stock int64
}

func productMapper(t *testing.T) *Mapper {
	t.Helper()
	table := schema.Define("products", schema.NewMetaData(), schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("name", types.String(0)), schema.Col("note", types.String(0)), schema.Col("stock", types.BigInteger()))
	typ := reflect.TypeFor[product]()
	m := NewMapper(typ, table, nil)
	for i, c := range table.Columns {
		f := typ.Field(i)
		if err := m.AddProperty(f, f.Offset, c); err != nil {
			t.Fatal(err)
		}
	}
	m.Generated = 0
	return m
}

func TestRowValues(t *testing.T) {
	m := productMapper(t)
	m.Properties[3].OmitZero = true
	for name, c := range map[string]struct {
		p    *product
		want map[string]any
	}{
		"zero key and stock": {&product{Name: "a"}, map[string]any{"name": "a", "note": nil}},
		"everything":         {&product{5, "a", new("n"), 7}, map[string]any{"id": int64(5), "name": "a", "note": "n", "stock": int64(7)}},
	} {
		t.Run(name, func(t *testing.T) {
			cols, vals, err := m.RowValues(c.p)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]any{}
			for i, col := range cols {
				got[col.Name] = vals[i].Any()
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestRowValuesErrors(t *testing.T) {
	m := productMapper(t)
	for name, obj := range map[string]any{"nil": (*product)(nil), "value": product{}, "other": new(int), "nothing": nil} {
		if _, _, err := m.RowValues(obj); err == nil {
			t.Errorf("%s gave no error", name)
		}
	}
	broken := errors.New("not configured")
	m.Ready = func() error { return broken }
	if _, _, err := m.RowValues(&product{}); !errors.Is(err, broken) {
		t.Errorf("an error of the configuration is lost: %v", err)
	}
}
