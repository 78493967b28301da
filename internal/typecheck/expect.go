package typecheck

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strconv"
	"strings"
)

// Expectation is a comment that says which message its line must get.
type Expectation struct {
	Line    int
	Pattern *regexp.Regexp
}

// Expectations are the comments of f that begin with a word, such as ERROR or want, and go on with a quoted regular expression.
func Expectations(fset *token.FileSet, f *ast.File, word string) ([]Expectation, error) {
	var out []Expectation
	for _, g := range f.Comments {
		for _, c := range g.List {
			text := strings.TrimSpace(strings.TrimSuffix(strings.TrimLeft(c.Text, "/*"), "*/"))
			rest, ok := strings.CutPrefix(text, word+" ")
			if !ok {
				continue
			}
			e, err := expectation(fset.Position(c.Pos()), rest)
			if err != nil {
				return nil, err
			}
			out = append(out, e)
		}
	}
	return out, nil
}

func expectation(p token.Position, quoted string) (Expectation, error) {
	text, err := strconv.Unquote(strings.TrimSpace(quoted))
	if err != nil {
		return Expectation{}, fmt.Errorf("%s: %s is not a quoted regular expression: %w", p, quoted, err)
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return Expectation{}, fmt.Errorf("%s: %w", p, err)
	}
	return Expectation{Line: p.Line, Pattern: re}, nil
}

// Message is what a checker said about a line.
type Message struct {
	Line int
	Text string
}

// Compare pairs messages with expectations and describes every one that is left over.
func Compare(want []Expectation, got []Message) []string {
	var out []string
	met := make([]bool, len(want))
	for _, m := range got {
		if !meet(want, met, m) {
			out = append(out, fmt.Sprintf("line %d: unexpected: %s", m.Line, m.Text))
		}
	}
	for i, w := range want {
		if !met[i] {
			out = append(out, fmt.Sprintf("line %d: nothing said %q", w.Line, w.Pattern))
		}
	}
	return out
}

func meet(want []Expectation, met []bool, m Message) bool {
	for i, w := range want {
		if !met[i] && w.Line == m.Line && w.Pattern.MatchString(m.Text) {
			met[i] = true
			return true
		}
	}
	return false
}

// Messages are the errors of a type check by line.
func Messages(fset *token.FileSet, errs []types.Error) []Message {
	out := make([]Message, len(errs))
	for i, e := range errs {
		out[i] = Message{Line: fset.Position(e.Pos).Line, Text: e.Msg}
	}
	return out
}
