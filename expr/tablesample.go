package expr

// TableSample is a part of the rows of a table, by chance: t AS name TABLESAMPLE method REPEATABLE (seed).
//
// SQLAlchemy: TableSample.
type TableSample struct {
	Of FromElement
	// Name is the alias; "" is anonymous.
	Name string
	// Method is a call, system(10); Seed makes the same choice again, or is nil.
	Method, Seed Element
}

// SampleOf is a part of the rows of a table, chosen by a method of the database: bernoulli(10) and system(10) take a tenth. With a seed the
// choice is the same again; nil is none. Without a name the alias is anonymous. PostgreSQL has it. SQLAlchemy: tablesample.
func SampleOf(of From, name string, method, seed Node) Derived {
	return Derived{&TableSample{Of: of.sqlFrom(), Name: name, Method: ElementOf(method), Seed: ElementOf(seed)}}
}

// FromName is the alias.
func (s *TableSample) FromName() string { return s.Name }

// FromColumns are the columns of the table.
func (s *TableSample) FromColumns() []*ColumnRef { return columnsOn(s.Of.FromColumns(), s) }

// AppendKey writes the table and the method once and a reference to them after that.
func (s *TableSample) AppendKey(k *Key) {
	if k.Seen(s) {
		return
	}
	k.Tag(TagTableSample)
	k.String(s.Name)
	s.Of.AppendKey(k)
	k.Element(s.Method)
	k.Element(s.Seed)
}

// Children shows the table, the method and the seed.
func (s *TableSample) Children(v *Visitor) {
	Inner(v, &s.Of)
	Child(v, &s.Method)
	Child(v, &s.Seed)
}
