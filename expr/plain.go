package expr

// Plain is a run of a [Prepared] as the statement that it is, with the values of the run: for those who look into statements, or change them.
// Every other statement is returned as it is, and so is text.
func Plain(st Statement) Statement {
	r, ok := st.(interface {
		prepared() Statement
		given() []Clause
	})
	if !ok {
		return st
	}
	switch s := r.prepared().(type) {
	case *Query:
		c := *s
		c.Rare = extended(s.Rare, r.given())
		return &c
	case *CompoundQuery:
		c := *s
		c.Rare = extended(s.Rare, r.given())
		return &c
	case *InsertStatement:
		c := *s
		c.Rare = extended(s.Rare, r.given())
		return &c
	case *UpdateStatement:
		c := *s
		c.Rare = extended(s.Rare, r.given())
		return &c
	case *DeleteStatement:
		c := *s
		c.Rare = extended(s.Rare, r.given())
		return &c
	}
	return st
}

// given are the values of the run as those of parameters.
func (r *run[P]) given() []Clause {
	out := make([]Clause, len(r.t.slots))
	for i, s := range r.t.slots {
		out[i] = ParamValue{s.name, s.read(&r.values)}
	}
	return out
}
