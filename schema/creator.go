package schema

import (
	"context"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// creator runs the DDL of one call.
type creator struct {
	c     DDLConn
	check CheckFirst
}

// create creates what is missing of sequences, tables and views. m is the catalogue whose hooks are called, or nil; check is what is looked
// for of the tables.
func (r *creator) create(ctx context.Context, m *MetaData, sequences []*Sequence, tables []*Table, views []*View, check CheckFirst) error {
	missing, err := r.filter(ctx, tables, false, check)
	if err != nil {
		return err
	}
	order, err := sortTables(missing)
	if err != nil {
		return err
	}
	if err := r.catalogue(ctx, m, BeforeCreate, order); err != nil {
		return err
	}
	if err := r.createSequences(ctx, sequences); err != nil {
		return err
	}
	if err := r.createTables(ctx, order); err != nil {
		return err
	}
	if err := r.createViews(ctx, views); err != nil {
		return err
	}
	return r.catalogue(ctx, m, AfterCreate, order)
}

// catalogue calls the hooks of a catalogue, if there is one.
func (r *creator) catalogue(ctx context.Context, m *MetaData, at Moment, order []creation) error {
	if m == nil || len(m.hooks[at]) == 0 {
		return nil
	}
	return m.hooks.call(ctx, DDLEvent{Moment: at, MetaData: m, Tables: tablesOf(order), Conn: r.c})
}

// table calls the hooks of a table.
func (r *creator) table(ctx context.Context, t *Table, at Moment) error {
	return t.hooks.call(ctx, DDLEvent{Moment: at, Table: t, MetaData: t.MetaData, Conn: r.c})
}

// createSequences creates the sequences that are missing.
func (r *creator) createSequences(ctx context.Context, sequences []*Sequence) error {
	absent, err := r.filterSequences(ctx, sequences, false)
	if err != nil {
		return err
	}
	for _, s := range absent {
		if err := r.run(ctx, &CreateSequence{Sequence: s}); err != nil {
			return err
		}
	}
	return nil
}

// dropSequences drops the sequences that there are.
func (r *creator) dropSequences(ctx context.Context, sequences []*Sequence) error {
	left, err := r.filterSequences(ctx, sequences, true)
	if err != nil {
		return err
	}
	for _, s := range left {
		if err := r.run(ctx, &DropSequence{Sequence: s}); err != nil {
			return err
		}
	}
	return nil
}

// createViews creates the views that are missing.
func (r *creator) createViews(ctx context.Context, views []*View) error {
	unseen, err := r.filterViews(ctx, views, false)
	if err != nil {
		return err
	}
	for _, v := range unseen {
		if err := r.run(ctx, &CreateView{View: v}); err != nil {
			return err
		}
	}
	return nil
}

// dropViews drops the views that there are, the last one first.
func (r *creator) dropViews(ctx context.Context, views []*View) error {
	seen, err := r.filterViews(ctx, views, true)
	if err != nil {
		return err
	}
	for _, v := range slices.Backward(seen) {
		if err := r.run(ctx, &DropView{View: v}); err != nil {
			return err
		}
	}
	return nil
}

func lookingFor(what string, of fmt.Stringer, err error) error {
	return fmt.Errorf("schema: looking for %s %s: %w", what, of, err)
}

// createTables creates tables, each with its enumerations in front, and then the foreign keys that had to wait.
func (r *creator) createTables(ctx context.Context, order []creation) error {
	alter := r.c.Abilities().AlterForeignKeys
	enums := newEnumSet(r)
	if _, err := enumsOfAll(tablesOf(order), r.c.Abilities().Dialects); err != nil {
		return err
	}
	for _, o := range order {
		if err := enums.create(ctx, o.table); err != nil {
			return err
		}
		if err := r.table(ctx, o.table, BeforeCreate); err != nil {
			return err
		}
		st := &CreateTable{Table: o.table}
		if alter {
			st.Omit = o.omit
		}
		if err := r.run(ctx, st); err != nil {
			return err
		}
		if err := r.finish(ctx, o.table); err != nil {
			return err
		}
		if err := r.table(ctx, o.table, AfterCreate); err != nil {
			return err
		}
	}
	if !alter {
		return nil
	}
	for _, o := range order {
		for _, f := range o.omit {
			if !f.When.Holds(r.c.Abilities().Dialects...) {
				continue
			}
			if err := r.run(ctx, &AddConstraint{Constraint: f}); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish creates the indexes of a table, and keeps its comments.
func (r *creator) finish(ctx context.Context, t *Table) error {
	for _, i := range t.Indexes {
		if !i.When.Holds(r.c.Abilities().Dialects...) {
			continue
		}
		if err := r.run(ctx, &CreateIndex{Index: i}); err != nil {
			return err
		}
	}
	if !r.c.Abilities().CommentStatements {
		return nil
	}
	for _, st := range t.comments() {
		if err := r.run(ctx, st); err != nil {
			return err
		}
	}
	return nil
}

// drop drops what there is of views, tables with their enumerations, and sequences.
func (r *creator) drop(ctx context.Context, m *MetaData, sequences []*Sequence, tables []*Table, views []*View, check CheckFirst) error {
	present, err := r.filter(ctx, tables, true, check)
	if err != nil {
		return err
	}
	order, err := sortTables(present)
	if err != nil {
		return err
	}
	if err := r.catalogue(ctx, m, BeforeDrop, order); err != nil {
		return err
	}
	if err := r.dropViews(ctx, views); err != nil {
		return err
	}
	if err := r.dropTables(ctx, order); err != nil {
		return err
	}
	if err := r.dropEnums(ctx, tables); err != nil {
		return err
	}
	if err := r.dropSequences(ctx, sequences); err != nil {
		return err
	}
	return r.catalogue(ctx, m, AfterDrop, order)
}

// dropForeignKeys drops the foreign keys of tables that reference each other, or has them looked at when all is dropped.
func (r *creator) dropForeignKeys(ctx context.Context, order []creation) error {
	can := r.c.Abilities()
	for _, o := range order {
		for _, f := range o.omit {
			switch {
			case !can.AlterForeignKeys && can.DeferForeignKeys != "":
				return r.run(ctx, DDL(can.DeferForeignKeys))
			case !can.AlterForeignKeys, !f.When.Holds(can.Dialects...):
				continue
			}
			if err := r.run(ctx, &DropConstraint{Constraint: f}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *creator) dropTables(ctx context.Context, order []creation) error {
	if err := r.dropForeignKeys(ctx, order); err != nil {
		return err
	}
	for _, o := range slices.Backward(order) {
		if err := r.table(ctx, o.table, BeforeDrop); err != nil {
			return err
		}
		if err := r.run(ctx, &DropTable{Table: o.table}); err != nil {
			return err
		}
		if err := r.table(ctx, o.table, AfterDrop); err != nil {
			return err
		}
	}
	return nil
}

// dropEnums drops the enumerations of tables that are gone.
func (r *creator) dropEnums(ctx context.Context, tables []*Table) error {
	if !r.c.Abilities().EnumTypes {
		return nil
	}
	enums, err := enumsOfAll(tables, r.c.Abilities().Dialects)
	if err != nil {
		return err
	}
	for _, e := range withoutShared(enums, tables, r.c.Abilities().Dialects) {
		if err := r.dropEnum(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// createEnum creates an enumeration that is missing.
func (r *creator) createEnum(ctx context.Context, e types.EnumType) error {
	if has, err := r.hasEnum(ctx, e, false); has || err != nil {
		return err
	}
	return r.run(ctx, &CreateEnumType{Type: e})
}

// dropEnum drops an enumeration that there is.
func (r *creator) dropEnum(ctx context.Context, e types.EnumType) error {
	if has, err := r.hasEnum(ctx, e, true); !has || err != nil {
		return err
	}
	return r.run(ctx, &DropEnumType{Type: e})
}

// hasEnum tells whether there is an enumeration; what is not looked for is what it has to be.
func (r *creator) hasEnum(ctx context.Context, e types.EnumType, unchecked bool) (bool, error) {
	if r.check&CheckTypes == 0 {
		return unchecked, nil
	}
	has, err := r.c.HasEnumType(ctx, e.Schema, e.Name)
	if err != nil {
		return false, lookingFor("enumeration", enumKey(e), err)
	}
	return has, nil
}

// enumSet creates enumerations, each once.
type enumSet struct {
	r    *creator
	done map[types.EnumType]bool
}

func newEnumSet(r *creator) *enumSet { return &enumSet{r, map[types.EnumType]bool{}} }

// create creates the enumerations of a table that the database does not have.
func (s *enumSet) create(ctx context.Context, t *Table) error {
	if !s.r.c.Abilities().EnumTypes {
		return nil
	}
	for _, e := range enumsOf(t, s.r.c.Abilities().Dialects) {
		if s.done[e] {
			continue
		}
		s.done[e] = true
		if err := s.r.createEnum(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// filterSequences is the sequences that exist, or those that do not. A database without sequences has none to create: what counts by one
// of them says so when it is used.
func (r *creator) filterSequences(ctx context.Context, sequences []*Sequence, exist bool) ([]*Sequence, error) {
	can := r.c.Abilities()
	if !can.Sequences {
		return nil, nil
	}
	if can.SequencesOptional {
		sequences = slices.DeleteFunc(slices.Clone(sequences), func(s *Sequence) bool { return s.Optional })
	}
	if r.check&CheckSequences == 0 {
		return sequences, nil
	}
	var out []*Sequence
	for _, s := range sequences {
		has, err := r.c.HasSequence(ctx, s.Schema, s.Name)
		if err != nil {
			return nil, lookingFor("sequence", s, err)
		}
		if has == exist {
			out = append(out, s)
		}
	}
	return out, nil
}

// filterViews is the views that exist, or those that do not.
func (r *creator) filterViews(ctx context.Context, views []*View, exist bool) ([]*View, error) {
	if r.check&CheckViews == 0 {
		return views, nil
	}
	var out []*View
	for _, v := range views {
		has, err := r.c.HasTable(ctx, v.Schema, v.Name)
		if err != nil {
			return nil, lookingFor("view", v, err)
		}
		if has == exist {
			out = append(out, v)
		}
	}
	return out, nil
}

// filter is the tables that exist, or those that do not.
func (r *creator) filter(ctx context.Context, tables []*Table, exist bool, check CheckFirst) ([]*Table, error) {
	if check&CheckTables == 0 {
		return tables, nil
	}
	var out []*Table
	for _, t := range tables {
		has, err := r.c.HasTable(ctx, t.Schema, t.Name)
		if err != nil {
			return nil, lookingFor("table", t, err)
		}
		if has == exist {
			out = append(out, t)
		}
	}
	return out, nil
}

func tablesOf(order []creation) []*Table {
	out := make([]*Table, len(order))
	for i, o := range order {
		out[i] = o.table
	}
	return out
}

// run runs a statement that yields no rows.
func (r *creator) run(ctx context.Context, st expr.Statement) error {
	rows, err := r.c.Execute(ctx, st)
	if err != nil {
		return err
	}
	return rows.Close()
}
