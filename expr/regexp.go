package expr

import "github.com/azoth-orm/azoth/types"

// RegexpReplace is REGEXP_REPLACE(x, pattern, replacement, flags).
//
// SQLAlchemy: regexp_replace.
type RegexpReplace struct {
	Base
	X, Pattern, Replacement Element
	// Flags are letters of the database; "" is none.
	Flags string
}

// NewRegexpReplace is REGEXP_REPLACE(x, pattern, replacement, flags).
func NewRegexpReplace(x, pattern, replacement Element, flags string) *RegexpReplace {
	n := &RegexpReplace{X: x, Pattern: pattern, Replacement: replacement, Flags: flags}
	n.self = n
	return n
}

// AppendKey writes the operands and the flags.
func (r *RegexpReplace) AppendKey(k *Key) {
	k.Tag(TagRegexpReplace)
	k.Element(r.X)
	k.Element(r.Pattern)
	k.Element(r.Replacement)
	k.String(r.Flags)
}

// Children shows the operands.
func (r *RegexpReplace) Children(v *Visitor) {
	Child(v, &r.X)
	Child(v, &r.Pattern)
	Child(v, &r.Replacement)
}

// SQLType is a text.
func (r *RegexpReplace) SQLType() types.Type { return types.String(0) }

// flagged is a op ? with flags.
func flagged(b *Base, op Op, v, flags string) Bool {
	c := compare(b, op, types.TextValue(v))
	c.b.Element().(*Binary).Text = flags
	return c
}

// optionalFlags are the flags that a call gave: none or one string.
func optionalFlags(flags []string) string {
	out := ""
	for _, f := range flags {
		out += f
	}
	return out
}

// RegexpMatch renders e ~ ? on PostgreSQL, e REGEXP ? on MySQL and SQLite: a regular expression, as the database knows them, matches a part
// of e. Flags are letters: i ignores case. SQLAlchemy: regexp_match.
func (e Text[R]) RegexpMatch(pattern string, flags ...string) Bool {
	return flagged(e.b, OpRegexp, pattern, optionalFlags(flags))
}

// RegexpReplace renders REGEXP_REPLACE(e, ?, ?): e with what matches replaced. PostgreSQL replaces the first match, all of them with the flag
// g; MySQL replaces all. SQLite does not have it. SQLAlchemy: regexp_replace.
func (e Text[R]) RegexpReplace(pattern, replacement string, flags ...string) Text[R] {
	return MakeText[R](NewRegexpReplace(e.b.Element(), NewBind(types.TextValue(pattern)), NewBind(types.TextValue(replacement)), optionalFlags(flags)))
}

// Match is full-text search: e @@ plainto_tsquery(?) on PostgreSQL, with the configuration that may be given, MATCH (e) AGAINST (? IN BOOLEAN
// MODE) on MySQL. SQLAlchemy: match.
func (e Text[R]) Match(query string, configuration ...string) Bool {
	return flagged(e.b, OpMatch, query, optionalFlags(configuration))
}

// MatchPattern renders a REGEXP b, where the pattern is an expression.
func MatchPattern(a, b Of[string], flags string) Bool {
	n := NewBinary(OpRegexp, ElementOf(a), ElementOf(b))
	n.Text = flags
	return boolOf(n)
}

// ReplacePattern renders REGEXP_REPLACE(x, pattern, replacement) of expressions.
func ReplacePattern[R any](x Expr[string, R], pattern, replacement Of[string], flags string) Text[R] {
	return MakeText[R](NewRegexpReplace(ElementOf(x), ElementOf(pattern), ElementOf(replacement), flags))
}
