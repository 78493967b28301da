package mapping

import (
	"errors"
	"reflect"

	"github.com/azoth-orm/azoth/schema"
)

// Catalogue holds the mappers of a registry.
type Catalogue struct {
	Mappers []*Mapper
}

// MapperOf is the mapper of a struct type, or nil.
func (c *Catalogue) MapperOf(t reflect.Type) *Mapper {
	for _, m := range c.Mappers {
		if m.Type == t {
			return m
		}
	}
	return nil
}

// Configure resolves and checks everything that the definitions have said. It reports all mistakes at once.
//
// SQLAlchemy: configure_mappers.
func (c *Catalogue) Configure() error {
	var errs []error
	for _, m := range c.Mappers {
		errs = append(errs, m.freeze())
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	c.each(func(r *Relationship) { errs = append(errs, c.resolve(r)) })
	if err := errors.Join(errs...); err != nil {
		return err
	}
	c.each((*Relationship).freeze)
	c.each(func(r *Relationship) { errs = append(errs, r.link()) })
	c.each(func(r *Relationship) { errs = append(errs, r.checkOwner(), r.checkWriters()) })
	if err := errors.Join(errs...); err != nil {
		return err
	}
	c.each(addLink)
	c.sort()
	return nil
}

// addLink notes r with the mapper that has its foreign key, once for both directions.
func addLink(r *Relationship) {
	if r.ViewOnly || r.Direction == ManyToMany || r.Direction == ManyToOne && r.Back != nil {
		return
	}
	r.Child().links = append(r.Child().links, r)
}

func (c *Catalogue) each(f func(*Relationship)) {
	for _, m := range c.Mappers {
		for _, r := range m.Relationships {
			f(r)
		}
	}
}

func (c *Catalogue) resolve(r *Relationship) error {
	r.Target = c.MapperOf(r.TargetType)
	if r.Target == nil {
		return misfit(r.Parent.Name, r.Name, "%s is not mapped (declare a mapping of it in the same registry)", r.TargetType)
	}
	return r.resolve()
}

// link ties the two directions together. One of them may say it for both.
func (r *Relationship) link() error {
	o := r.BackName
	if o == nil {
		return nil
	}
	if !r.SameLink(o) || o.Target != r.Parent || r.Target != o.Parent {
		return misfit(r.Parent.Name, r.Name, "BackPopulates(%s): the two do not follow the same foreign key in opposite directions", o)
	}
	if r.Direction == o.Direction && r.Direction != ManyToMany {
		return misfit(r.Parent.Name, r.Name, "BackPopulates(%s): both are %s (one of them needs the side of the foreign key)", o, r.Direction)
	}
	if o.Back != nil && o.Back != r {
		return misfit(r.Parent.Name, r.Name, "%s is already the other side of %s", o, o.Back)
	}
	r.Back, o.Back = o, r
	return nil
}

// checkWriters refuses two relationships that write one foreign key and do not know of each other.
func (r *Relationship) checkWriters() error {
	if r.ViewOnly {
		return nil
	}
	for _, m := range []*Mapper{r.Parent, r.Target} {
		for _, o := range m.Relationships {
			if o != r && o != r.Back && !o.ViewOnly && o.Target != nil && r.SameLink(o) && r.opposite(o) {
				return misfit(r.Parent.Name, r.Name, "%s writes the same foreign key (say BackPopulates on one of them, or ViewOnly)", o)
			}
		}
	}
	return nil
}

// opposite tells whether o leads back from r's target to its parent.
func (r *Relationship) opposite(o *Relationship) bool {
	return o.Parent == r.Target && o.Target == r.Parent && (o.Direction != r.Direction || r.Direction == ManyToMany)
}

// sort finds the order of the flush: a mapper comes after those that its table refers to. Mappers that refer to each other share
// a place and are cyclic: their rows are ordered one by one.
//
// The order is by levels, as SQLAlchemy's: first all that depend on nothing, in the order of their declaration, then all that
// depend on those, and so on.
func (c *Catalogue) sort() {
	deps := c.dependencies()
	done := map[*Mapper]bool{}
	order := 0
	for rank := 0; len(done) < len(c.Mappers); rank++ {
		ready := c.ready(deps, done)
		if len(ready) == 0 {
			ready = c.cycle(deps, done)
		}
		for _, m := range ready {
			m.Order, m.Rank = order, rank
			order++
			done[m] = true
		}
	}
}

// ready are the mappers that depend on nothing that is not done.
func (c *Catalogue) ready(deps map[*Mapper]map[*Mapper]bool, done map[*Mapper]bool) []*Mapper {
	var out []*Mapper
	for _, m := range c.Mappers {
		if !done[m] && settled(deps[m], done) {
			out = append(out, m)
		}
	}
	return out
}

func settled(deps map[*Mapper]bool, done map[*Mapper]bool) bool {
	for d := range deps {
		if !done[d] {
			return false
		}
	}
	return true
}

// cycle is the first group of mappers that depend on each other and on nothing else that is not done.
func (c *Catalogue) cycle(deps map[*Mapper]map[*Mapper]bool, done map[*Mapper]bool) []*Mapper {
	var smallest []*Mapper
	for _, m := range c.Mappers {
		if done[m] {
			continue
		}
		group := map[*Mapper]bool{}
		reach(m, deps, done, group)
		if smallest == nil || len(group) < len(smallest) {
			smallest = nil
			for _, x := range c.Mappers {
				if group[x] {
					smallest = append(smallest, x)
				}
			}
		}
	}
	for _, m := range smallest {
		m.Cyclic = true
	}
	return smallest
}

func reach(m *Mapper, deps map[*Mapper]map[*Mapper]bool, done, group map[*Mapper]bool) {
	if done[m] || group[m] {
		return
	}
	group[m] = true
	for d := range deps[m] {
		reach(d, deps, done, group)
	}
}

// dependencies are the mappers of the tables that a mapper's table refers to. A mapper that refers to itself is cyclic.
func (c *Catalogue) dependencies() map[*Mapper]map[*Mapper]bool {
	byTable := map[*schema.Table]*Mapper{}
	for _, m := range c.Mappers {
		byTable[m.Table] = m
	}
	out := map[*Mapper]map[*Mapper]bool{}
	for _, m := range c.Mappers {
		out[m] = map[*Mapper]bool{}
		for _, fk := range m.Table.ForeignKeys {
			o := byTable[refTable(fk)]
			switch {
			case o == m:
				m.Cyclic = true
			case o != nil:
				out[m][o] = true
			}
		}
	}
	return out
}
