package dialect

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/driver"
)

type opener struct{ name string }

func (opener) Open(driver.Config) (driver.Connector, error) { return nil, nil }

// isolated gives a test an empty registry.
func isolated(t *testing.T) {
	savedDialects, savedDrivers := maps.Clone(dialects), maps.Clone(drivers)
	clear(dialects)
	clear(drivers)
	t.Cleanup(func() { dialects, drivers = savedDialects, savedDrivers })
}

func TestLookup(t *testing.T) {
	isolated(t)
	d := &Dialect{Name: "sqlite", DefaultDriver: "zombiezen"}
	Register(d)
	RegisterDriver("sqlite", "other", opener{"other"})
	if got, err := Lookup("sqlite"); got != d || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
	for _, c := range []struct{ name, driver, want string }{
		{"by name", "other", "other"},
		{"the only one", "", "other"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, err := LookupDriver("sqlite", c.driver)
			if err != nil || o != (opener{c.want}) {
				t.Errorf("got %v, %v", o, err)
			}
		})
	}
	t.Run("default", func(t *testing.T) {
		RegisterDriver("sqlite", "zombiezen", opener{"zombiezen"})
		if o, _ := LookupDriver("sqlite", ""); o != (opener{"zombiezen"}) {
			t.Errorf("got %v", o)
		}
	})
}

func TestLookupErrors(t *testing.T) {
	isolated(t)
	t.Run("nothing imported", func(t *testing.T) {
		_, err := Lookup("sqlite")
		wantError(t, err, `unknown dialect "sqlite"`, "none is registered", "driver/sqlite")
	})
	Register(&Dialect{Name: "sqlite", DefaultDriver: "zombiezen"})
	t.Run("no driver imported", func(t *testing.T) {
		_, err := LookupDriver("sqlite", "")
		wantError(t, err, `no driver "zombiezen"`, "import")
	})
	RegisterDriver("sqlite", "zombiezen", opener{})
	t.Run("unknown driver", func(t *testing.T) {
		_, err := LookupDriver("sqlite", "pysqlite")
		wantError(t, err, `sqlite has no driver "pysqlite"`, "registered: zombiezen")
	})
	t.Run("compile-only", func(t *testing.T) {
		_, err := Lookup("oracle")
		wantError(t, err, `unknown dialect "oracle"`, "dialect/oracle", "only compiles")
		Register(&Dialect{Name: "mssql"})
		_, err = LookupDriver("mssql", "")
		wantError(t, err, "mssql has no driver", "only compiles")
	})
	t.Run("another name", func(t *testing.T) {
		_, err := Lookup("postgres")
		wantError(t, err, `unknown dialect "postgres"`, "registered: mssql, sqlite", "the dialect is called postgresql")
	})
}

func wantError(t *testing.T, err error, parts ...string) {
	t.Helper()
	var unknown *UnknownError
	if !errors.As(err, &unknown) {
		t.Fatalf("got %v, want an UnknownError", err)
	}
	for _, p := range parts {
		if !strings.Contains(err.Error(), p) {
			t.Errorf("%v does not say %q", err, p)
		}
	}
}

func TestRegisterTwice(t *testing.T) {
	isolated(t)
	Register(&Dialect{Name: "x"})
	RegisterDriver("x", "y", opener{})
	for name, f := range map[string]func(){
		"dialect": func() { Register(&Dialect{Name: "x"}) },
		"driver":  func() { RegisterDriver("x", "y", opener{}) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		})
	}
}

func TestErrorClasses(t *testing.T) {
	cause := errors.New("UNIQUE constraint failed")
	var err error = &Error{Class: ErrUnique, Err: cause}
	for _, c := range []struct {
		target error
		want   bool
	}{
		{ErrUnique, true},
		{ErrIntegrity, true},
		{cause, true},
		{ErrNotNull, false},
		{ErrOperational, false},
	} {
		if errors.Is(err, c.target) != c.want {
			t.Errorf("errors.Is(%v) is %v", c.target, !c.want)
		}
	}
	if !errors.Is(ErrDeadlock, ErrSerialization) || !errors.Is(ErrDeadlock, ErrOperational) || !errors.Is(ErrLockTimeout, ErrTimeout) {
		t.Error("a narrow class is not the wider one")
	}
}
