package expr

// Filtered is a SELECT, UPDATE or DELETE with further conditions; ok is false for every other statement, which is returned as it is. It is for
// those who are handed a statement without knowing its rows: a listener that keeps tenants apart.
//
// SQLAlchemy: Select.where, in before_execute.
func Filtered(st Statement, p ...Predicate) (filtered Statement, ok bool) {
	switch s := Plain(st).(type) {
	case *Query:
		c := *s
		c.Where = appendPredicates(s.Where, p)
		return &c, true
	case *UpdateStatement:
		c := *s
		c.Where = appendPredicates(s.Where, p)
		return &c, true
	case *DeleteStatement:
		c := *s
		c.Where = appendPredicates(s.Where, p)
		return &c, true
	}
	return st, false
}
