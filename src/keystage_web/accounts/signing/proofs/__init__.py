"""What proves who somebody is: password, second factor, a browser, a link by mail."""
