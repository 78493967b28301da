package expr_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// TestParamKeys tells one parameter that occurs twice apart from two of one name: the text of the one would give both places one value.
func TestParamKeys(t *testing.T) {
	p, q := expr.ParamOf[int64]("n"), expr.ParamOf[int64]("n")
	union := func(a, b expr.Value[int64, int64]) ([]byte, int) {
		left := expr.NewSelect(a).Extend(expr.BindParam("n", 1))
		right := expr.NewSelect(b).Extend(expr.BindParam("n", 1))
		var k expr.Key
		left.Union(right).Statement().AppendKey(&k)
		if k.Err() != nil {
			t.Fatal(k.Err())
		}
		return k.Bytes(), len(k.Values())
	}
	once, n := union(p, p)
	twice, m := union(p, q)
	if bytes.Equal(once, twice) || n != 1 || m != 2 {
		t.Errorf("%d and %d values, keys %q and %q", n, m, once, twice)
	}
	again, _ := union(q, p)
	if !bytes.Equal(twice, again) {
		t.Errorf("statements of one structure have the keys %q and %q", twice, again)
	}
}

// TestParamScopes gives the value that the outermost statement says, and of one statement the last.
func TestParamScopes(t *testing.T) {
	p := expr.ParamOf[int64]("n")
	inner := expr.NewSelect(p).Extend(expr.BindParam("n", 1), expr.BindParam("n", 2))
	outer := expr.NewSelect(expr.Scalar[int64](inner))
	for want, st := range map[int64]*expr.Query{2: inner.Statement(), 3: outer.Extend(expr.BindParam("n", 3)).Statement()} {
		var k expr.Key
		st.AppendKey(&k)
		if vs := k.Values(); k.Err() != nil || len(vs) != 1 || vs[0].Any() != want {
			t.Errorf("%v, %v: want %d", vs, k.Err(), want)
		}
		k.Reset()
		outer.Statement().AppendKey(&k)
		if vs := k.Values(); k.Err() != nil || len(vs) != 1 || vs[0].Any() != int64(2) {
			t.Errorf("%v, %v: the value of another statement is still there", vs, k.Err())
		}
	}
}

// TestTextualParams wants another key for every value that the SQL depends on, and for none of the others.
func TestTextualParams(t *testing.T) {
	key := func(n expr.Node, v any) string {
		t.Helper()
		var k expr.Key
		expr.NewSelect(expr.MakeDynamic(n)).Extend(expr.BindParam("p", v)).Statement().AppendKey(&k)
		if k.Err() != nil {
			t.Fatal(k.Err())
		}
		return string(k.Bytes())
	}
	literal := expr.NewLiteralParam("p", nil)
	now := time.Now()
	seen := map[string]any{}
	for _, v := range []any{
		nil, int64(0), int64(1), int64(-1), true, false, 1.0, 1.5, "1", "", []byte("1"), now, now.Add(time.Microsecond),
		types.UUID{},
		types.UUID{1},
		types.Date{Year: 2020, Month: 1, Day: 1},
	} {
		k := key(literal, v)
		if other, ok := seen[k]; ok {
			t.Errorf("%v and %v have one key", v, other)
		}
		seen[k] = v
		if k != key(expr.NewLiteralParam("p", nil), v) {
			t.Errorf("%v has two keys", v)
		}
	}
	list := expr.InParam(expr.ParamOr("n", int64(1)), "p")
	one, two, other := key(list, []int64{1}), key(list, []int64{1, 2}), key(list, []int64{7, 8})
	if one == two || two != other {
		t.Error("the key of a list is not that of its length")
	}
	if a, b := expr.NewSelect(list), expr.NewSelect(expr.InParam(expr.ParamOr("n", int64(1)), "p")); !expr.Equal(a.Statement(), b.Statement()) {
		t.Error("statements whose lists have no values are not equal")
	}
	var k expr.Key
	expr.NewSelect(expr.MakeDynamic(literal)).Extend(expr.BindParam("p", struct{}{})).Statement().AppendKey(&k)
	if e := (*expr.ParamError)(nil); !errors.As(k.Err(), &e) {
		t.Errorf("%v, want a ParamError: the value has no literal", k.Err())
	}
}
