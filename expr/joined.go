package expr

// JoinFrom is a join as a FROM element of its own: left JOIN target ON condition. It may be the left or the right side of another join.
//
// SQLAlchemy: Join.
type JoinFrom struct {
	Left   FromElement
	Target JoinTarget
	Kind   JoinKind
	// On is the condition; nil takes the only foreign key between the sides.
	On Element
}

// FromName is empty: columns are qualified by what the join is made of.
func (*JoinFrom) FromName() string { return "" }

// FromColumns are the columns of both sides.
func (j *JoinFrom) FromColumns() []*ColumnRef {
	out := clip(j.Left.FromColumns())
	if j.Target.From != nil {
		return append(out, j.Target.From.FromColumns()...)
	}
	steps, err := j.Target.Path.Steps()
	if err != nil {
		return out
	}
	for _, s := range steps {
		out = append(out, s.Right.FromColumns()...)
	}
	return out
}

// AppendKey writes both sides once and a reference to them after that.
func (j *JoinFrom) AppendKey(k *Key) {
	if k.Seen(j) {
		return
	}
	k.Tag(TagJoinFrom)
	k.Element(j.Left)
	clause := JoinClause{Kind: j.Kind, Target: j.Target, On: j.On}
	clause.appendKey(k)
}

// Children shows both sides and the condition, which is a part of the statement around.
func (j *JoinFrom) Children(v *Visitor) {
	Inner(v, &j.Left)
	j.Target.children(v)
	Child(v, &j.On)
}

// Joined is a handle of a join that stands in FROM by itself.
type Joined struct{ j *JoinFrom }

// JoinOf is left JOIN t, along a relation, on the conditions given, or on the only foreign key between the two. SQLAlchemy: join.
func JoinOf(kind JoinKind, left From, t Target, on ...Predicate) Joined {
	return joinOf(kind, left.sqlFrom(), t, on)
}

func joinOf(kind JoinKind, left FromElement, t Target, on []Predicate) Joined {
	return Joined{&JoinFrom{Left: left, Target: t.sqlTarget(), Kind: kind, On: And(on...).b.Element()}}
}

// Join joins one more: j JOIN t. SQLAlchemy: Join.join.
func (j Joined) Join(t Target, on ...Predicate) Joined { return joinOf(InnerJoin, j.j, t, on) }

// OuterJoin joins one more: j LEFT OUTER JOIN t. SQLAlchemy: Join.outerjoin.
func (j Joined) OuterJoin(t Target, on ...Predicate) Joined { return joinOf(LeftJoin, j.j, t, on) }

// FullJoin joins one more: j FULL OUTER JOIN t. SQLAlchemy: Join.join(full=True).
func (j Joined) FullJoin(t Target, on ...Predicate) Joined { return joinOf(FullJoin, j.j, t, on) }

func (j Joined) sqlFrom() FromElement  { return j.j }
func (j Joined) sqlTarget() JoinTarget { return JoinTarget{From: j.j} }
