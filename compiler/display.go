package compiler

import "github.com/azoth-orm/azoth/expr"

// standard is the default grammar: what a statement that no database was named for is shown in.
var standard = NewGrammar("default")

// String is e as SQL for people: in the default grammar, with named placeholders (:name_1). It never fails: what cannot be rendered
// is said in the text.
//
// SQLAlchemy: str(statement).
func String(e expr.Element) string {
	s, err := Text(e, standard)
	if err != nil {
		return "(" + err.Error() + ")"
	}
	return s
}

// Text is e as SQL in the grammar g, without its values.
func Text(e expr.Element, g *Grammar) (string, error) {
	c, err := Compile(e, g, nil)
	if err != nil {
		return "", err
	}
	return c.SQL, nil
}
