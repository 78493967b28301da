package loading

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/rowplan"
)

// NewTextRows reads an entity from the rows of a statement in SQL text: the columns are found by their names, which are known when
// the statement has run. Other columns are ignored; the primary key must be there.
//
// SQLAlchemy: select(Entity).from_statement(text(...)).
func NewTextRows(c Context, cursor *engine.Cursor, t *expr.TextQuery) (*Rows, error) {
	m, _, err := mapperOf(t.Entity.Entity)
	if err == nil {
		var e *Entity
		if e, err = textEntity(m, cursor, specsOf(t.Options)); err == nil {
			return newRows(c, cursor, &Plan{Entities: []*Entity{e}, Pages: len(e.SelectIn) > 0}), nil
		}
	}
	return nil, errors.Join(err, cursor.Close())
}

func textEntity(m *mapping.Mapper, cursor *engine.Cursor, specs []*Spec) (*Entity, error) {
	fields, err := rowplan.InAll(m.EntityFields(), cursor.Entry.Compiled.Dialects...)
	if err != nil {
		return nil, err
	}
	e := &Entity{Mapper: m, Fields: fields, Result: true, Parent: -1, MayRepeat: true}
	var names []string
	for at, col := range cursor.Rows.Columns() {
		names = append(names, col.Name)
		i := slices.IndexFunc(m.Properties, func(p *mapping.Property) bool { return p.Column.Name == col.Name })
		if i >= 0 && !slices.Contains(e.Columns, i) {
			e.Columns = append(e.Columns, i)
			e.At = append(e.At, at)
		}
	}
	for _, k := range m.Class.Key {
		i := slices.Index(e.Columns, k)
		if i < 0 {
			return nil, fmt.Errorf("loading: %s from text: the statement has no column %s, which is in its primary key (it has %s)",
				m.Name, m.Properties[k].Column.Name, strings.Join(names, ", "))
		}
		e.Key = append(e.Key, i)
		e.KeyAt = append(e.KeyAt, e.At[i])
	}
	e.Partial = len(e.Columns) < len(m.Properties)
	for _, s := range specs {
		if s.Strategy == SelectIn {
			e.SelectIn = append(e.SelectIn, s)
		}
	}
	return e, nil
}
