package dialect

import (
	"fmt"
	"maps"
	"slices"

	"github.com/azoth-orm/azoth/driver"
)

// The registry. It is written in init functions, which run one after the other, and only read after that.
var (
	dialects = map[string]*Dialect{}
	drivers  = map[string]map[string]driver.Opener{}
)

// Register makes d known by its name. It is called in the init function of the dialect's package, and panics if the name is taken.
//
// SQLAlchemy: registry.register.
func Register(d *Dialect) {
	if dialects[d.Name] != nil {
		panic(fmt.Sprintf("dialect: %s is registered twice", d.Name))
	}
	dialects[d.Name] = d
}

// RegisterDriver makes a driver of a dialect known by its name, the one behind the plus sign in a URL. It is called in the init
// function of the driver's package, and panics if the name is taken.
//
// SQLAlchemy: registry.register.
func RegisterDriver(dialectName, driverName string, o driver.Opener) {
	of := drivers[dialectName]
	if of == nil {
		of = map[string]driver.Opener{}
		drivers[dialectName] = of
	}
	if of[driverName] != nil {
		panic(fmt.Sprintf("dialect: the driver %s of %s is registered twice", driverName, dialectName))
	}
	of[driverName] = o
}

// Lookup is the dialect of that name, or an [*UnknownError].
//
// SQLAlchemy: URL.get_dialect.
func Lookup(name string) (*Dialect, error) {
	if d := dialects[name]; d != nil {
		return d, nil
	}
	return nil, &UnknownError{Kind: "dialect", Name: name, Known: Names()}
}

// LookupDriver is a driver of a dialect, or an [*UnknownError]. Without a name it is the dialect's default driver, or, if that is not
// imported, the only one that is.
func LookupDriver(dialectName, driverName string) (driver.Opener, error) {
	d, err := Lookup(dialectName)
	if err != nil {
		return nil, err
	}
	of := drivers[dialectName]
	if driverName == "" {
		driverName = d.DefaultDriver
		if of[driverName] == nil && len(of) == 1 {
			for only := range of {
				driverName = only
			}
		}
	}
	if o := of[driverName]; o != nil {
		return o, nil
	}
	return nil, &UnknownError{Kind: "driver", Name: driverName, Dialect: dialectName, Known: Drivers(dialectName)}
}

// Names are the registered dialects, sorted.
func Names() []string { return slices.Sorted(maps.Keys(dialects)) }

// Drivers are the registered drivers of a dialect, sorted.
func Drivers(dialectName string) []string { return slices.Sorted(maps.Keys(drivers[dialectName])) }
