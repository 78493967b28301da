package reject

// A collection takes its own elements.
func add() {
	Users.Addresses.Append(session, ed, &Keyword{}) /* ERROR `cannot use &Keyword\{\}.* as \*Address value in argument to Users.Addresses.Append` */
}
