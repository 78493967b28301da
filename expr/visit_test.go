package expr

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/types"
)

// nodes are one element of every kind of this package, without anything below.
var nodes = []Element{
	&Quantified{}, &ArrayAccess{}, &Bind{}, &Null{}, &CaseElement{}, &Coerced{}, &Cast{}, &ColumnRef{}, &Constant{}, &CTE{}, &CustomBinary{},
	&DeleteStatement{}, &EntityRef{Entity: noEntity{}}, &Extract{}, &Alias{}, &Subquery{}, &Adapted{}, &Function{}, &Star{}, &Collate{}, &In{}, &Between{},
	&InsertStatement{}, &JoinFrom{}, &JSONAccess{}, &Label{}, &OrderElement{}, &Binary{}, &Unary{}, &List{}, &Param{}, &Query{},
	&RegexpReplace{}, &Exists{}, &ScalarQuery{}, &CompoundQuery{}, &TableFunction{}, &ValuedColumn{}, &FunctionColumn{}, &TableSample{},
	&TextFragment{}, &TextList{}, &TextQuery{}, &TextSource{}, &Truth{}, &Tuple{}, &Unnest{}, &UpdateStatement{}, &ExcludedRow{},
	&Values{}, &ScalarValues{}, &Over{}, &Filter{}, &WithinGroup{}, &Fixed{}, &Computed{}, &LiteralParam{},
}

type noEntity struct{}

func (noEntity) EntityName() string          { return "" }
func (noEntity) EntityColumns() []*ColumnRef { return nil }

// TestEveryNodeIsKnown wants every type that has an AppendKey in the list above.
func TestEveryNodeIsKnown(t *testing.T) {
	known := map[string]bool{"Lazy": true, "run": true} // which are seen through
	for _, n := range nodes {
		known[reflect.TypeOf(n).Elem().Name()] = true
	}
	found := 0
	for _, fn := range methods(t) {
		if fn.Recv != nil && fn.Name.Name == "AppendKey" {
			found++
			if name := receiver(fn); !known[name] {
				t.Errorf("%s is not in the list of nodes", name)
			}
		}
	}
	if found < len(nodes) {
		t.Errorf("found %d nodes, the list has %d", found, len(nodes))
	}
}

// methods are the functions of this package.
func methods(t *testing.T) (fns []*ast.FuncDecl) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && !strings.HasSuffix(name, "_test.go") {
				fns = append(fns, fn)
			}
		}
	}
	return fns
}

func receiver(fn *ast.FuncDecl) string {
	e := fn.Recv.List[0].Type
	if p, ok := e.(*ast.StarExpr); ok {
		e = p.X
	}
	if g, ok := e.(*ast.IndexExpr); ok {
		e = g.X
	}
	return e.(*ast.Ident).Name
}

// TestEveryFieldIsVisited puts a mark into every exported field of every node that can hold an element, and wants Walk to meet them all, and
// Replace to put others in their place, in a copy.
func TestEveryFieldIsVisited(t *testing.T) {
	for _, n := range nodes {
		typ := reflect.TypeOf(n).Elem()
		t.Run(typ.Name(), func(t *testing.T) {
			v := reflect.New(typ)
			v.Elem().Set(reflect.ValueOf(n).Elem())
			m := &marks{}
			m.fill(v.Elem(), typ.Name())
			e := v.Interface().(Element)
			met := map[Element]bool{}
			Walk(e, func(x Element) bool {
				met[x] = true
				return true
			})
			for mark, where := range m.where {
				if !met[mark] {
					t.Errorf("Walk does not meet %s", where)
				}
			}
			checkReplaced(t, e, m)
		})
	}
}

func checkReplaced(t *testing.T, e Element, m *marks) {
	t.Helper()
	others := map[Element]Element{}
	n, err := Replace(e, func(x Element) Element {
		if x == e || m.where[x] == "" {
			return nil
		}
		others[x] = another(x)
		return others[x]
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.where) == 0 {
		if n != e {
			t.Error("it was copied, and nothing changed")
		}
		return
	}
	if _, column := e.(*ColumnRef); column {
		if n.(*ColumnRef).From != others[e.(*ColumnRef).From] {
			t.Error("the column is not one of the new table")
		}
		return
	}
	met := map[Element]bool{}
	Below(n, func(x Element) { met[x] = true })
	for mark, where := range m.where {
		switch {
		case !met[others[mark]]:
			t.Errorf("%s was not replaced", where)
		case met[mark]:
			t.Errorf("%s is still there", where)
		}
	}
	met = map[Element]bool{}
	Below(e, func(x Element) { met[x] = true })
	for mark, where := range m.where {
		if !met[mark] {
			t.Errorf("%s was changed in the original", where)
		}
	}
}

// another is an element that can stand where x can.
func another(x Element) Element {
	if s, ok := x.(*sign); ok {
		return &sign{Base: s.Base}
	}
	return copyOf(x)
}

// marks are elements in fields, and the names of the fields.
type marks struct{ where map[Element]string }

func (m *marks) put(v reflect.Value, e Element, where string) {
	if m.where == nil {
		m.where = map[Element]string{}
	}
	m.where[e] = where
	v.Set(reflect.ValueOf(e))
}

var elementType = reflect.TypeFor[Element]()

// fill puts marks into v, and into the structs and lists in it.
func (m *marks) fill(v reflect.Value, where string) {
	t := v.Type()
	switch {
	case !v.CanSet() || where == "ColumnRef.Of" || t == reflect.TypeFor[Base]() || t == reflect.TypeFor[Bind]():
		// Of follows from From
	case reflect.TypeFor[*sign]().AssignableTo(t) && t.Implements(elementType):
		m.put(v, &sign{}, where)
	case t.Kind() == reflect.Pointer && t.Implements(elementType):
		m.put(v, markOf(t), where)
	case t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct && t.Elem().PkgPath() == reflect.TypeFor[Query]().PkgPath():
		v.Set(reflect.New(t.Elem()))
		m.fill(v.Elem(), where)
	case t.Kind() == reflect.Slice && holds(t.Elem()):
		v.Set(reflect.MakeSlice(t, 2, 2))
		m.fill(v.Index(0), where+"[0]")
		m.fill(v.Index(1), where+"[1]")
	case t.Kind() == reflect.Struct && t.PkgPath() == reflect.TypeFor[Query]().PkgPath():
		for i := range t.NumField() {
			m.fill(v.Field(i), where+"."+t.Field(i).Name)
		}
	}
}

func markOf(t reflect.Type) Element {
	p := reflect.New(t.Elem())
	for _, n := range nodes {
		if reflect.TypeOf(n) == t {
			p.Elem().Set(reflect.ValueOf(n).Elem())
		}
	}
	return p.Interface().(Element)
}

// holds tells whether a list of t can hold elements.
func holds(t reflect.Type) bool {
	return t.Implements(elementType) || t.Kind() == reflect.Slice || t.Kind() == reflect.Struct && t.PkgPath() == reflect.TypeFor[Query]().PkgPath()
}

// sign can stand in every field: it is an expression, a FROM element and a statement.
type sign struct{ Base }

func (*sign) AppendKey(*Key)             {}
func (*sign) Children(*Visitor)          {}
func (*sign) FromName() string           { return "" }
func (*sign) FromColumns() []*ColumnRef  { return nil }
func (*sign) SelectedColumns() []Element { return nil }
func (*sign) SQLType() types.Type        { return nil }
