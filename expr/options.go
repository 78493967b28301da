package expr

// ExecutionOption is a name and a value that go with a statement to the listeners of an engine: they change no SQL.
//
// SQLAlchemy: execution_options.
type ExecutionOption struct {
	Name  string
	Value any
}

func (o ExecutionOption) addTo(r *RareClauses) { r.Options = append(clip(r.Options), o) }

// WithOption sets an execution option of a statement. SQLAlchemy: execution_options.
func WithOption(name string, v any) Clause { return ExecutionOption{name, v} }

// Optional is a statement that may have execution options.
type Optional interface{ ExecutionOptions() []ExecutionOption }

// ExecutionOptions are the options of the statement, the last one of a name counts.
func (q *Query) ExecutionOptions() []ExecutionOption { return q.Rare.options() }

// ExecutionOptions are the options of the statement.
func (c *CompoundQuery) ExecutionOptions() []ExecutionOption { return c.Rare.options() }

// ExecutionOptions are the options of the statement.
func (s *InsertStatement) ExecutionOptions() []ExecutionOption { return s.Rare.options() }

// ExecutionOptions are the options of the statement.
func (s *UpdateStatement) ExecutionOptions() []ExecutionOption { return s.Rare.options() }

// ExecutionOptions are the options of the statement.
func (s *DeleteStatement) ExecutionOptions() []ExecutionOption { return s.Rare.options() }

func (r *RareClauses) options() []ExecutionOption {
	if r == nil {
		return nil
	}
	return r.Options
}
