package driver

import (
	"fmt"

	"github.com/azoth-orm/azoth/types"
)

// ArrayBinder is a [Stmt] whose parameters can be arrays: one parameter has a column of many rows.
type ArrayBinder interface {
	Stmt
	// BindArray binds n values as an array to parameter i: values[first], values[first+stride] and so on, so that rows that lie one after
	// the other need not be taken apart. NULLs are allowed; values of types.KindOther are not: they are encoded before. It keeps no
	// reference to values.
	BindArray(i int, values []types.Value, first, stride, n int)
}

// ArrayConn is a [Conn] that knows whether its statements are [ArrayBinder]s.
type ArrayConn interface {
	// BindsArrays tells whether they are.
	BindsArrays() bool
}

// BindsArrays tells whether the statements of c are [ArrayBinder]s.
func BindsArrays(c Conn) bool {
	a, ok := c.(ArrayConn)
	return ok && a.BindsArrays()
}

// BindArray is [ArrayBinder].BindArray of s, or an error if s is none.
func BindArray(s Stmt, i int, values []types.Value, first, stride, n int) error {
	if t, ok := s.(*transient); ok {
		s = t.Stmt
	}
	b, ok := s.(ArrayBinder)
	if !ok {
		return fmt.Errorf("driver: a %T binds no arrays (bind row by row)", s)
	}
	b.BindArray(i, values, first, stride, n)
	return nil
}
