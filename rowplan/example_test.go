package rowplan_test

import (
	"fmt"
	"reflect"
	"unsafe"

	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/types"
)

func ExampleField() {
	type user struct {
		ID       int64
		Nickname *string
	}
	f, err := rowplan.NewField(reflect.TypeFor[*string](), unsafe.Offsetof(user{}.Nickname), types.String(0))
	if err != nil {
		fmt.Println(err)
		return
	}
	u := &user{ID: 1}
	fmt.Println(f.Nullable(), f.Value(unsafe.Pointer(u)).IsNull())
	fmt.Println(f.SetValue(unsafe.Pointer(u), types.TextValue("eddie")), *u.Nickname)
	// Output:
	// true true
	// <nil> eddie
}
