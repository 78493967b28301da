package orm

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/schema"
)

// Registry is the declarative base: the catalogue of mapped types and their MetaData. Declarations and definitions fill it while
// the program starts; its first use configures it, and from then on it is frozen and shared between goroutines.
//
// SQLAlchemy: DeclarativeBase, registry.
type Registry struct {
	meta      *schema.MetaData
	catalogue mapping.Catalogue
	declared  []*declaration
	mixins    []func(*declaration)
	once      sync.Once
	settled   atomic.Bool
	used      bool
	err       error
}

// declaration is a mapping struct with what Define says about it.
type declaration struct {
	registry *Registry
	mapper   *mapping.Mapper
	table    *Table
	ptr      any // *M
	define   []func(*Table)
}

// NewRegistry is an empty registry with a MetaData of its own. SQLAlchemy: DeclarativeBase.
func NewRegistry() *Registry {
	r := &Registry{meta: schema.NewMetaData()}
	r.meta.BeforeUse, r.meta.Settled = r.Configure, r.settled.Load
	return r
}

// MetaData holds the tables of the mapped types, and others that were made with it. SQLAlchemy: DeclarativeBase.metadata.
func (r *Registry) MetaData() *schema.MetaData { return r.meta }

// Configure runs the definitions and checks the whole catalogue. The first use of the registry does it; a program that calls it
// in main, and in a test, learns of mistakes at once. Every later call returns the same.
// SQLAlchemy: registry.configure.
func (r *Registry) Configure() error {
	r.once.Do(func() {
		r.used = true
		r.err = r.configure()
		r.settled.Store(true)
	})
	return r.err
}

func (r *Registry) configure() error {
	for _, d := range r.declared {
		for _, mixin := range r.mixins {
			mixin(d)
		}
		for _, define := range d.define {
			define(d.table)
		}
	}
	var errs []error
	for _, d := range r.declared {
		errs = append(errs, d.table.errs...)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if err := r.meta.Configure(); err != nil {
		return fmt.Errorf("orm: %w", err)
	}
	return r.catalogue.Configure()
}

// mapperOf is the mapper of the type of *obj.
func (r *Registry) mapperOf(t reflect.Type) (*mapping.Mapper, error) {
	if m := r.catalogue.MapperOf(t); m != nil {
		return m, nil
	}
	return nil, fmt.Errorf("%w: %s (declare a mapping of it in the session's registry)", ErrUnmapped, t)
}

// MappingOf is the mapping of T, for generic code that knows an entity's type only.
func MappingOf[T any](r *Registry) (Mapped[T], error) {
	for _, d := range r.declared {
		if m, ok := d.ptr.(Mapped[T]); ok {
			return m, nil
		}
	}
	return nil, fmt.Errorf("%w: %s", ErrUnmapped, reflect.TypeFor[T]())
}
