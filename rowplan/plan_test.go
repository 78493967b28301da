package rowplan

import (
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
)

// thing is an entity of the tests.
type thing struct {
	ID   int64
	Name string
}

type thingEntity struct {
	columns []*expr.ColumnRef
	fields  []*Field
}

func newThings(t testing.TB) *thingEntity {
	e := &thingEntity{}
	typ := reflect.TypeFor[thing]()
	for i := range typ.NumField() {
		f, err := NewField(typ.Field(i).Type, typ.Field(i).Offset, nil)
		if err != nil {
			t.Fatal(err)
		}
		e.fields = append(e.fields, f)
		e.columns = append(e.columns, expr.NewColumn(nil, expr.Snake(typ.Field(i).Name), nil))
	}
	return e
}

func (e *thingEntity) EntityName() string               { return "thing" }
func (e *thingEntity) EntityColumns() []*expr.ColumnRef { return e.columns }
func (e *thingEntity) EntityFields() []*Field           { return e.fields }
func (e *thingEntity) EntityMemory() Memory             { return MemoryOf[thing]() }
func (e *thingEntity) EntityKey() []int                 { return []int{0} }

// pair is a result of an entity and a number.
type pair struct {
	Thing *thing
	N     int
}

func pairPlan(t testing.TB, repeat bool) *Plan {
	e := newThings(t)
	p, err := NewPlan(Spec{
		Items: []expr.SelectItem{
			{Element: expr.NewEntityRef(e, nil), Offset: 0, Type: reflect.TypeFor[*thing]()},
			{Element: expr.NewStar(), Offset: unsafe.Offsetof(pair{}.N), Type: reflect.TypeFor[int]()},
		},
		First: []int{0, 2}, Names: []string{"id", "name", "n"}, Result: reflect.TypeFor[pair](), MayRepeat: repeat,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPlanReadsEntities(t *testing.T) {
	r := pairPlan(t, true).NewReader()
	var out [4]pair
	for i, vs := range [][]any{{int64(1), "a", int64(10)}, {int64(2), "b", int64(20)}, {int64(1), "a", int64(30)}, {nil, nil, int64(40)}} {
		if err := r.Read(row(vs...), unsafe.Pointer(&out[i]), len(out)-i); err != nil {
			t.Fatal(err)
		}
	}
	if out[0].Thing != out[2].Thing || out[0].Thing == out[1].Thing {
		t.Error("one identity is not one pointer")
	}
	if *out[1].Thing != (thing{2, "b"}) || out[3].Thing != nil || out[3].N != 40 {
		t.Errorf("got %+v %+v", out[1].Thing, out[3])
	}
}

func TestPlanExplains(t *testing.T) {
	r := pairPlan(t, false).NewReader()
	var out pair
	err := r.Read(row(int64(1), nil, int64(1)), unsafe.Pointer(&out), 1)
	if err == nil || !strings.Contains(err.Error(), "thing.Name (column name) is NULL") {
		t.Errorf("error %v", err)
	}
	err = r.Read(row(int64(1), "a", nil), unsafe.Pointer(&out), 1)
	if err == nil || !strings.Contains(err.Error(), "field N (column n) is NULL") {
		t.Errorf("error %v", err)
	}
}

func TestNamedPlan(t *testing.T) {
	type inner struct{ Street, City string }
	type embedded struct{ ID int64 }
	type report struct {
		embedded
		UserName string
		Home     inner
		Nick     *string
		private  int
	}
	cols := []string{"ID", "home_city", "home_street", "nick", "user_name", "extra"}
	p, err := NewNamedPlan(reflect.TypeFor[report](), nil, cols)
	if err != nil {
		t.Fatal(err)
	}
	var got report
	err = p.NewReader().Read(row(int64(1), "c", "s", nil, "u", "x"), unsafe.Pointer(&got), 1)
	if want := (report{embedded: embedded{1}, UserName: "u", Home: inner{"s", "c"}}); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	_, err = NewNamedPlan(reflect.TypeFor[report](), nil, []string{"id", "nick"})
	for _, want := range []string{"UserName (user_name)", "Home.City (home_city)", "it has id, nick"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not say %s", err, want)
		}
	}
}

func TestNamedPlanOfEntityAndValue(t *testing.T) {
	e := newThings(t)
	p, err := NewNamedPlan(reflect.TypeFor[*thing](), e, []string{"name", "id"})
	if err != nil {
		t.Fatal(err)
	}
	var got *thing
	if err := p.NewReader().Read(row("a", int64(1)), unsafe.Pointer(&got), 1); err != nil || *got != (thing{1, "a"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := NewNamedPlan(reflect.TypeFor[*thing](), e, []string{"id"}); err == nil || !strings.Contains(err.Error(), "name") {
		t.Errorf("a missing column: %v", err)
	}
	if _, err := NewNamedPlan(reflect.TypeFor[int](), nil, []string{"a", "b"}); err == nil {
		t.Error("two columns make one int")
	}
	if p, err = NewNamedPlan(reflect.TypeFor[int](), nil, []string{"a"}); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := p.NewReader().Read(row(int64(3)), unsafe.Pointer(&n), 1); err != nil || n != 3 {
		t.Errorf("got %d, %v", n, err)
	}
}

func TestReaderAllocatesSlabs(t *testing.T) {
	p := pairPlan(t, false)
	rows := row(int64(1), "", int64(2))
	var out pair
	n := testing.AllocsPerRun(10, func() {
		r := p.NewReader()
		for i := range 1024 {
			if err := r.Read(rows, unsafe.Pointer(&out), 1024-i); err != nil {
				t.Fatal(err)
			}
		}
	})
	if n > 8 {
		t.Errorf("%v allocations for 1024 objects", n)
	}
}
