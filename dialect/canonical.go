package dialect

import (
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/schema"
)

// Comparison is how what a program declares is compared with what a database tells of it: the database writes types and expressions in
// its own words. Every field may be its zero value.
type Comparison struct {
	// Type is the one name of a type that has several, without regard to case and blanks: VARCHAR for CHARACTER VARYING.
	Type func(name string) string
	// Words are, in lower case, words of expressions that mean the same as another one.
	Words map[string]string
	// Phrases are pairs of an old and a new piece of an expression, in the form that it has in the end: lower case, with one blank between
	// tokens.
	Phrases []string
	// Casts says that a cast is x::type: the database adds such casts.
	Casts bool
	// Action is what a foreign key does, by one name.
	Action func(schema.Action) schema.Action
	// KeysAreIndexes says that a unique constraint and a unique index are one thing, and that a foreign key brings an index.
	KeysAreIndexes bool
	// KeysCount says that the only integer of a primary key counts up, whatever was said.
	KeysCount bool
}

// CanonicalType is name in the one form that c compares.
func (c *Comparison) CanonicalType(name string) string {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	name = strings.ReplaceAll(strings.ReplaceAll(name, ", ", ","), " (", "(")
	if c.Type != nil {
		return c.Type(name)
	}
	return name
}

// CanonicalAction is what a foreign key does; nothing is NO ACTION.
func (c *Comparison) CanonicalAction(a schema.Action) schema.Action {
	if a == "" {
		a = schema.NoAction
	}
	if c.Action != nil {
		return c.Action(a)
	}
	return a
}

// CanonicalSQL is an expression in the one form that c compares: without blanks, comments and parentheses, without the quotes of names and
// the case of other words, without casts that the database adds. Two texts that differ only by their parentheses count as the same.
func (c *Comparison) CanonicalSQL(syntax *compiler.TextSyntax, sql string) string {
	tokens := syntax.Tokens(sql)
	var out []string
	for i := 0; i < len(tokens); {
		if end := c.castEnd(tokens, i); end > i {
			if n := len(out); n > 0 && numeric[strings.ToLower(tokens[i+2].Text)] {
				out[n-1] = number(out[n-1])
			}
			i = end
			continue
		}
		if s := c.canonicalToken(syntax, tokens[i]); s != "" {
			out = append(out, s)
		}
		i++
	}
	return strings.TrimSpace(strings.NewReplacer(append([]string{" ! = ", " < > "}, c.Phrases...)...).Replace(" " + strings.Join(out, " ") + " "))
}

// stringMark stands in front of strings, so that 'a' is not the name a.
const stringMark = "="

// number is a string that is cast to a number, as a number is written.
func number(s string) string {
	s, quoted := strings.CutPrefix(s, stringMark)
	if negative, ok := strings.CutPrefix(s, "-"); ok && quoted {
		return "- " + negative
	}
	return s
}

// numeric are types in casts of strings that are numbers: '-5'::integer is -5.
var numeric = map[string]bool{"integer": true, "bigint": true, "smallint": true, "numeric": true, "double": true, "real": true}

func (c *Comparison) canonicalToken(syntax *compiler.TextSyntax, t compiler.Token) string {
	switch t.Kind {
	case compiler.StringToken:
		text := t.Text
		if syntax.Backslash {
			text = compiler.Unescaped(text)
		}
		return stringMark + text
	case compiler.NameToken:
		return t.Text
	}
	word := strings.ToLower(t.Text)
	switch word {
	case "(", ")":
		return ""
	}
	if same, ok := c.Words[word]; ok {
		return same
	}
	return word
}

// castEnd is behind the ::type that begins at i; i if there is none.
func (c *Comparison) castEnd(tokens []compiler.Token, i int) int {
	if !c.Casts || i+2 >= len(tokens) || !tokens[i].Is(":") || !tokens[i+1].Is(":") {
		return i
	}
	end := i + 3
	for end < len(tokens) {
		t := tokens[end]
		switch {
		case t.Is("varying"), t.Is("precision"), t.Is("without"), t.Is("with"), t.Is("time"), t.Is("zone"), t.Is("["), t.Is("]"), t.Is("."):
			end++
		case t.Is("(") && t.Start == tokens[end-1].End:
			end = compiler.Closing(tokens, end) + 1
		case tokens[end-1].Is("."):
			end++
		default:
			return end
		}
	}
	return min(end, len(tokens))
}
