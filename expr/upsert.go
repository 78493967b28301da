package expr

import "fmt"

// OnConflict says what happens when a row is there already that has the same values in cols, which a primary key or a unique
// constraint covers. Without cols it is any such constraint, which only DoNothing can do everywhere. It is one upsert for every
// database: ON CONFLICT, or ON DUPLICATE KEY UPDATE.
//
// SQLAlchemy: on_conflict_do_update, on_conflict_do_nothing, on_duplicate_key_update.
func (i Insert[T]) OnConflict(cols ...Column) Conflict[T] {
	target := make([]*ColumnRef, len(cols))
	for j, c := range cols {
		target[j] = c.Ref()
	}
	return Conflict[T]{i: i, clause: ConflictClause{Target: target}}
}

// OnConstraint is OnConflict of the constraint with a name. PostgreSQL has it. SQLAlchemy: on_conflict_do_update(constraint=...).
func (i Insert[T]) OnConstraint(name string) Conflict[T] {
	return Conflict[T]{i: i, clause: ConflictClause{Constraint: name}}
}

// Conflict is an INSERT that still has to say what happens when a row is there already.
type Conflict[T any] struct {
	i      Insert[T]
	clause ConflictClause
}

// Where is the condition of the partial unique index that the columns belong to. Its values are literals in the SQL, as they are in the
// index. SQLAlchemy: on_conflict_do_update(index_where=...).
func (c Conflict[T]) Where(p ...Predicate) Conflict[T] {
	c.clause.TargetWhere = appendPredicates(c.clause.TargetWhere, p)
	return c
}

// DoNothing leaves the row that is there. SQLAlchemy: on_conflict_do_nothing.
func (c Conflict[T]) DoNothing() Insert[T] {
	n, s := c.i.copy()
	clause := c.clause
	clause.Nothing = true
	s.Conflict = &clause
	return n
}

// DoUpdate sets columns of the row that is there. azoth.Excluded is the value that the new row would have had.
// SQLAlchemy: on_conflict_do_update(set_=...).
func (c Conflict[T]) DoUpdate(a ...Assignment) Insert[T] {
	n, s := c.i.copy()
	switch {
	case s.err != nil:
	case len(a) == 0:
		s.err = fmt.Errorf("expr: INSERT into %s: its DoUpdate sets nothing (say DoNothing)", s.Table.FromName())
	default:
		s.err = checkAssignments("ON CONFLICT", s.Table, a)
	}
	clause := c.clause
	clause.Set = append([]Assignment(nil), a...)
	s.Conflict = &clause
	return n
}

// DoUpdateInOrder is DoUpdate with the assignments in the order in which they are written: MySQL assigns one after the other.
// SQLAlchemy: on_duplicate_key_update of a list.
func (c Conflict[T]) DoUpdateInOrder(a ...Assignment) Insert[T] {
	c.clause.Ordered = true
	return c.DoUpdate(a...)
}

// Overwrite sets each of cols to the value that the new row would have had.
func (c Conflict[T]) Overwrite(cols ...Column) Insert[T] {
	as := make([]Assignment, len(cols))
	for j, col := range cols {
		ref := col.Ref()
		as[j] = Assignment{Column: ref, Value: excluded(ref)}
	}
	return c.DoUpdate(as...)
}

// WhereUpdated restricts the update of an OnConflict to rows that are there and satisfy p.
// SQLAlchemy: on_conflict_do_update(where=...).
func (i Insert[T]) WhereUpdated(p ...Predicate) Insert[T] {
	n, s := i.copy()
	if s.Conflict == nil {
		return n
	}
	c := *s.Conflict
	c.Where = appendPredicates(c.Where, p)
	s.Conflict = &c
	return n
}

// ExcludedRow is the row that an upsert wanted to insert: excluded in SQL. Columns of it are values in DoUpdate.
//
// SQLAlchemy: Insert.excluded, Insert.inserted.
type ExcludedRow struct{ Table FromElement }

// FromName is excluded. A dialect that calls the row otherwise has a rule.
func (*ExcludedRow) FromName() string { return "excluded" }

// FromColumns are the columns of the table.
func (x *ExcludedRow) FromColumns() []*ColumnRef { return columnsOn(x.Table.FromColumns(), x) }

// AppendKey writes the table.
func (x *ExcludedRow) AppendKey(k *Key) {
	k.Tag(TagExcluded)
	k.Element(x.Table)
}

// Children shows the table, which is in FROM by itself.
func (x *ExcludedRow) Children(v *Visitor) { Inner(v, &x.Table) }

func excluded(c *ColumnRef) *ColumnRef {
	if c == nil {
		return nil
	}
	return c.On(&ExcludedRow{Table: c.From})
}

// Excluded is the value that the row of an upsert would have had in c, with c's types and operators. It panics if c is no column.
//
// SQLAlchemy: Insert.excluded.
func Excluded[E any, P Kind[E]](c E) E {
	ref, ok := ElementOf(P(&c)).(*ColumnRef)
	if !ok {
		panic("expr: Excluded of something that is no column of a table")
	}
	out := P(new(E))
	out.attach(excluded(ref))
	return *out
}
