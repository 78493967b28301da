// Package hostile makes names that nobody should give to a table, and everybody may: quotes of all kinds, comments, placeholders, control
// characters, reserved words, Unicode, bytes that are no text, names of exactly the greatest length and one more. Its tests run them
// through every place of a statement that has a name, on every database, and look at what the database made of them.
//
// SQLAlchemy: the quoting and unicode parts of its dialect suite.
package hostile
