package expr_test

import (
	"bytes"
	"testing"

	"github.com/azoth-orm/azoth/expr"
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
