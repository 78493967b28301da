package expr

import (
	"bytes"
	"reflect"
	"time"

	"github.com/azoth-orm/azoth/types"
)

// Equal tells whether a and b are the same statement, or the same expression: one structure with the same values. They need not be one object:
// two aliases of one table that were made apart are equal. Tables and columns are equal only to themselves. What has a mistake in it is equal to
// nothing but itself.
//
// SQLAlchemy: ClauseElement.compare.
func Equal(a, b Element) bool { return compareBy(a, b, true) }

// SameStructure tells whether a and b are [Equal] but for their values: they share one entry in the cache of compiled statements, and one SQL
// text.
//
// SQLAlchemy: ClauseElement.compare(compare_values=False), a cache key that is the same.
func SameStructure(a, b Element) bool { return compareBy(a, b, false) }

// compareBy compares keys: what a key does not say does not influence the SQL.
func compareBy(a, b Element, values bool) bool {
	a, b = nodeOf(a), nodeOf(b)
	if a == nil || b == nil {
		return a == b
	}
	var x, y Key
	if !x.describe(a) || !y.describe(b) {
		return shared(a) && a == b
	}
	if !bytes.Equal(x.buf, y.buf) || len(x.values) != len(y.values) {
		return false
	}
	for i := 0; values && i < len(x.values); i++ {
		if !sameValue(x.values[i], y.values[i]) {
			return false
		}
	}
	return true
}

// describe writes e, whose parameters may have no values, and tells whether it has no mistake.
func (k *Key) describe(e Element) bool {
	k.takes, k.loose = true, true
	e.AppendKey(k)
	return k.err == nil
}

// sameValue tells whether two values are one to a database. Two times are if they are one instant, told in one zone.
func sameValue(a, b types.Value) bool {
	if a.Kind() != b.Kind() {
		return false
	}
	x, y := a.Any(), b.Any()
	if t, ok := x.(time.Time); ok {
		u, ok := y.(time.Time)
		return ok && t.Equal(u) && t.Format(time.RFC3339Nano) == u.Format(time.RFC3339Nano)
	}
	return reflect.DeepEqual(x, y)
}
