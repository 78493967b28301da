package sqlite

import (
	"reflect"
	"strings"
	"testing"

	zs "zombiezen.com/go/sqlite"
)

// TestLayout: a client library that keeps its handles elsewhere is noticed.
func TestLayout(t *testing.T) {
	if _, err := findLayout(); err != nil {
		t.Fatal(err)
	}
	conn := reflect.TypeFor[zs.Conn]()
	for name, f := range map[string]struct {
		field string
		typ   reflect.Type
	}{
		"renamed":      {"handle", reflect.TypeFor[uintptr]()},
		"another type": {"conn", reflect.TypeFor[int]()},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := offset(conn, f.field, f.typ)
			if err == nil || !strings.Contains(err.Error(), "use the version that the go.mod of azoth names") {
				t.Errorf("error %v", err)
			}
		})
	}
}
